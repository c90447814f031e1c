<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar UwvWbPersoonsInfo. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:wb="http://bkwi.nl/SuwiML/Diensten/UWVWbDossierPersoonGSD/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <wb:UwvWbPersoonsInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
    </wb:UwvWbPersoonsInfo>
  </xsl:template>
</xsl:stylesheet>
