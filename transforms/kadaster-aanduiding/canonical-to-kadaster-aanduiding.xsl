<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar ObjectInfoKadastraleAanduiding. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:kad="http://bkwi.nl/SuwiML/Diensten/KadasterDossierGSD/v0300"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:aanduiding/k:gemeente)">
      <xsl:message terminate="yes" error-code="KB-KADASTER-AANDUIDING">Deze vraag gaat over een kadastrale aanduiding, met de naam van de gemeente.</xsl:message>
    </xsl:if>
    <kad:ObjectInfoKadastraleAanduiding>
      <CdKadastraleGemeente><xsl:value-of select="k:aanduiding/k:gemeentecode"/></CdKadastraleGemeente>
      <KadastraleGemeentenaam><xsl:value-of select="k:aanduiding/k:gemeente"/></KadastraleGemeentenaam>
      <KadastraleSectie><xsl:value-of select="k:aanduiding/k:sectie"/></KadastraleSectie>
      <KadastraalPerceelnr><xsl:value-of select="k:aanduiding/k:perceel"/></KadastraalPerceelnr>
      <xsl:for-each select="k:aanduiding/k:appartement">
        <VolgnrKadastraalAppartementsrecht><xsl:value-of select="."/></VolgnrKadastraalAppartementsrecht>
      </xsl:for-each>
    </kad:ObjectInfoKadastraleAanduiding>
  </xsl:template>
</xsl:stylesheet>
