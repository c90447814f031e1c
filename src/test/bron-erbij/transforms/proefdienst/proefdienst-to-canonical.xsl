<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:p="http://bkwi.nl/SuwiML/Diensten/ProefDossierPersoon/v0100"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">
  <xsl:import href="../suwinet/suwiml.xsl"/>
  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('p:ProefPersoonsInfoResponse')"/>
  <xsl:template match="p:ProefPersoonsInfoResponse" mode="objecten">
    <xsl:for-each select="ClientSuwi/Proefuitkering">
      <Uitkering>
        <xsl:sequence select="s:tekst('wet', CdSzWet), s:datum('begin', DatBProef), s:herkomst()"/>
      </Uitkering>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
