<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar KentekenInfo. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:bsn and k:kenteken)">
      <xsl:message terminate="yes" error-code="KB-RDW-KENTEKEN">Deze vraag gaat over een kenteken van een persoon.</xsl:message>
    </xsl:if>
    <rdw:KentekenInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
      <KentekenVoertuig><xsl:value-of select="k:kenteken"/></KentekenVoertuig>
    </rdw:KentekenInfo>
  </xsl:template>
</xsl:stylesheet>
