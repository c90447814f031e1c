<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord VoertuigbezitInfoPersoonResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('rdw:VoertuigbezitInfoPersoonResponse')"/>

  <xsl:template match="rdw:VoertuigbezitInfoPersoonResponse" mode="objecten">
    <xsl:for-each select="ClientSuwi/Aansprakelijke/Voertuig">
      <Voertuigbezit>
        <xsl:sequence select="s:tekst('kenteken', KentekenVoertuig)"/>
        <!-- Deze dienst zegt alleen dat de persoon nu aansprakelijk is, niet sinds wanneer. -->
        <begin>onbekend</begin>
        <xsl:for-each select="StatusVoertuig">
          <status>
            <xsl:sequence select="
                s:tekst('code', CdStatusVoertuig),
                s:datum('begin', DatBStatusVoertuig),
                s:datum('einde', DatEStatusVoertuig)"/>
          </status>
        </xsl:for-each>
        <xsl:sequence select="s:herkomst()"/>
      </Voertuigbezit>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
