<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar VoertuigbezitInfoOrg. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierGSD/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:onderneming and k:begin)">
      <xsl:message terminate="yes" error-code="KB-RDW-ONDERNEMING">Deze vraag gaat over een onderneming en heeft een eerste dag nodig.</xsl:message>
    </xsl:if>
    <rdw:VoertuigbezitInfoOrg>
      <InschrijvingsnrKvK><xsl:value-of select="k:onderneming/k:kvkNummer"/></InschrijvingsnrKvK>
      <xsl:for-each select="k:onderneming/k:vestiging">
        <VestigingsnrHandelsregister><xsl:value-of select="."/></VestigingsnrHandelsregister>
      </xsl:for-each>
      <DatBPeilperiodeAansprakelijkheid><xsl:value-of select="translate(k:begin, '-', '')"/></DatBPeilperiodeAansprakelijkheid>
      <xsl:for-each select="k:einde">
        <DatEPeilperiodeAansprakelijkheid><xsl:value-of select="translate(., '-', '')"/></DatEPeilperiodeAansprakelijkheid>
      </xsl:for-each>
    </rdw:VoertuigbezitInfoOrg>
  </xsl:template>
</xsl:stylesheet>
