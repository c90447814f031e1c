<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar UWVPersoonsIkvInfo. Zonder tijdvak levert de bron wat zij standaard levert. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:iko="http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <iko:UWVPersoonsIkvInfo>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
      <xsl:if test="k:begin or k:einde">
        <PeriodeGegevensvraagIko>
          <xsl:for-each select="k:begin">
            <DatBPeriode><xsl:value-of select="translate(., '-', '')"/></DatBPeriode>
          </xsl:for-each>
          <xsl:for-each select="k:einde">
            <DatEPeriode><xsl:value-of select="translate(., '-', '')"/></DatEPeriode>
          </xsl:for-each>
        </PeriodeGegevensvraagIko>
      </xsl:if>
    </iko:UWVPersoonsIkvInfo>
  </xsl:template>
</xsl:stylesheet>
