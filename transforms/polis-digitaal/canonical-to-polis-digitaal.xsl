<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar UWVPersoonsIkvInfo. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:ik="http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSDDigitaleDiensten/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <ik:UWVPersoonsIkvInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
      <xsl:where-populated>
        <PeriodeGegevensvraagIko>
          <xsl:for-each select="k:begin">
            <DatBPeriode><xsl:value-of select="translate(., '-', '')"/></DatBPeriode>
          </xsl:for-each>
          <xsl:for-each select="k:einde">
            <DatEPeriode><xsl:value-of select="translate(., '-', '')"/></DatEPeriode>
          </xsl:for-each>
        </PeriodeGegevensvraagIko>
      </xsl:where-populated>
    </ik:UWVPersoonsIkvInfo>
  </xsl:template>
</xsl:stylesheet>
