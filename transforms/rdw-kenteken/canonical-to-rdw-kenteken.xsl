<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar KentekenInfo. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierGSD/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:kenteken) or k:bsn">
      <xsl:message terminate="yes" error-code="KB-RDW-KENTEKEN">Deze vraag gaat over een kenteken, en niet over een persoon.</xsl:message>
    </xsl:if>
    <rdw:KentekenInfo>
      <KentekenVoertuig><xsl:value-of select="k:kenteken"/></KentekenVoertuig>
      <!-- De toestand aan het begin van die dag; zonder dag die van nu. -->
      <xsl:for-each select="k:begin">
        <PeildatAansprakelijkheid><xsl:value-of select="translate(., '-', '')"/></PeildatAansprakelijkheid>
        <PeiltijdAansprakelijkheid>00000000</PeiltijdAansprakelijkheid>
      </xsl:for-each>
    </rdw:KentekenInfo>
  </xsl:template>
</xsl:stylesheet>
