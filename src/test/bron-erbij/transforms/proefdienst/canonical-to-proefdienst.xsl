<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:p="http://bkwi.nl/SuwiML/Diensten/ProefDossierPersoon/v0100"
                exclude-result-prefixes="k">
  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>
  <xsl:template match="/k:Vraag">
    <p:ProefPersoonsInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
    </p:ProefPersoonsInfo>
  </xsl:template>
</xsl:stylesheet>
