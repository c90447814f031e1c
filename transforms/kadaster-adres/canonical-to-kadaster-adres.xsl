<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar ObjectInfoLocatieOZ. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:kad="http://bkwi.nl/SuwiML/Diensten/KadasterDossierGSD/v0300"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:adres/k:postcode and k:adres/k:huisnummer)">
      <xsl:message terminate="yes" error-code="KB-KADASTER-ADRES">Deze vraag gaat over een adres met postcode en huisnummer.</xsl:message>
    </xsl:if>
    <kad:ObjectInfoLocatieOZ>
      <Postcd><xsl:value-of select="k:adres/k:postcode"/></Postcd>
      <Huisnr><xsl:value-of select="k:adres/k:huisnummer"/></Huisnr>
      <xsl:for-each select="k:adres/k:toevoeging">
        <Huisnrtoevoeging><xsl:value-of select="."/></Huisnrtoevoeging>
      </xsl:for-each>
      <xsl:for-each select="k:adres/k:huisletter">
        <Huisletter><xsl:value-of select="."/></Huisletter>
      </xsl:for-each>
    </kad:ObjectInfoLocatieOZ>
  </xsl:template>
</xsl:stylesheet>
