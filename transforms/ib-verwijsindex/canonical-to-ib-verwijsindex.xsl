<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar IBVerwijsindex. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:ib="http://bkwi.nl/SuwiML/Diensten/IBVerwijsindex/v0300"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <!-- Van wie de melding is en in welk cluster: de codelijsten zijn niet openbaar, vul hier de eigen waarden in. -->
  <xsl:variable name="cluster" select="'01'"/>
  <xsl:variable name="dkd" select="'2'"/>
  <xsl:variable name="kolom" select="'1'"/>
  <xsl:variable name="partij" select="'9901'"/>

  <xsl:template match="/k:Vraag">
    <ib:IBVerwijsindex>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
      <ClusteringIb>
        <CdClusteringIb><xsl:value-of select="$cluster"/></CdClusteringIb>
        <IndDkd><xsl:value-of select="$dkd"/></IndDkd>
      </ClusteringIb>
      <Bron>
        <CdKolomSuwi><xsl:value-of select="$kolom"/></CdKolomSuwi>
        <CdPartijSuwi><xsl:value-of select="$partij"/></CdPartijSuwi>
      </Bron>
    </ib:IBVerwijsindex>
  </xsl:template>
</xsl:stylesheet>
