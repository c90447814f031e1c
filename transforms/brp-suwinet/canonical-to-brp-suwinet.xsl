<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar AanvraagPersoon. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:brp="http://bkwi.nl/SuwiML/Diensten/BRPDossierPersoonGSD/v0200"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <brp:AanvraagPersoon>
      <Burgerservicenr><xsl:value-of select="k:bsn"/></Burgerservicenr>
    </brp:AanvraagPersoon>
  </xsl:template>
</xsl:stylesheet>
