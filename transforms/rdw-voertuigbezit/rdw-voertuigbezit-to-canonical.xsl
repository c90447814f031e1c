<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord VoertuigbezitInfoPersoonResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('rdw:VoertuigbezitInfoPersoonResponse')"/>

  <!-- De bron mag ook antwoorden zonder persoon, zelfs leeg: dan is er over hem niets gevonden. -->
  <xsl:variable name="zonderPersoon" select="'niets-gevonden'"/>

  <xsl:mode name="houder" on-no-match="deep-skip"/>

  <xsl:template match="rdw:VoertuigbezitInfoPersoonResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Aansprakelijke" mode="objecten"/>
  </xsl:template>

  <xsl:template match="Aansprakelijke" mode="objecten">
    <Voertuigbezit>
      <xsl:sequence select="
          s:tekst('kenteken', Voertuig/KentekenVoertuig),
          s:datum('begin', DatRegistratieAansprakelijkheid),
          s:datum('einde', DatEAansprakelijkheid)"/>
      <xsl:for-each select="Voertuig/StatusVoertuig">
        <status>
          <xsl:sequence select="
              s:tekst('code', CdStatusVoertuig),
              s:datum('begin', DatBStatusVoertuig),
              s:datum('einde', DatEStatusVoertuig)"/>
        </status>
      </xsl:for-each>
      <!-- Wie naar een persoon vraagt, weet wie de houder is. -->
      <xsl:apply-templates select=".." mode="houder"/>
      <xsl:sequence select="s:herkomst()"/>
    </Voertuigbezit>
  </xsl:template>
</xsl:stylesheet>
