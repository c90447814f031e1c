<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar UWVPersoonsArbeidsbeperktenInfo. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:ab="http://bkwi.nl/SuwiML/Diensten/UWVDossierQuotumArbeidsbeperktenGSD/v0300"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <ab:UWVPersoonsArbeidsbeperktenInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
    </ab:UWVPersoonsArbeidsbeperktenInfo>
  </xsl:template>
</xsl:stylesheet>
