<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord GSDReintegratieInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:gsd="http://bkwi.nl/SuwiML/Diensten/GSDDossierReintegratie/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('gsd:GSDReintegratieInfoResponse')"/>

  <xsl:template match="gsd:GSDReintegratieInfoResponse" mode="objecten">
    <xsl:for-each select="ClientSuwi/AtlRelatie">
      <Reintegratie>
        <xsl:sequence select="
            s:tekst('arbeidsvermogen', Arbeidsvermogen/CdArbeidsvermogen),
            s:tekst('doel', DoelReintegratievoorziening/CdDoelRv)"/>
        <xsl:for-each select="ReIntegratievoorziening">
          <voorziening>
            <xsl:sequence select="
                s:tekst('kenmerk', RegistratienrRvGsd),
                s:datum('begin', DatBRv),
                s:datum('einde', DatERv),
                s:tekst('type', CdTypeRvGsd),
                s:tekst('omschrijving', OmsRv)"/>
            <xsl:for-each select="Loonkostensubsidie/PercLoonwaardeTovWml/Percentage">
              <loonwaarde><xsl:value-of select="xs:integer(.)"/></loonwaarde>
            </xsl:for-each>
          </voorziening>
        </xsl:for-each>
        <xsl:sequence select="s:uitvoerder(Bron), s:herkomst()"/>
      </Reintegratie>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
