<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar VoertuigbezitInfoPersoon. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <rdw:VoertuigbezitInfoPersoon>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
    </rdw:VoertuigbezitInfoPersoon>
  </xsl:template>
</xsl:stylesheet>
