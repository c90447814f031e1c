<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord UWVAanvrUitkStatusInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:au="http://bkwi.nl/SuwiML/Diensten/UWVDossierAanvraagUitkeringStatusGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('au:UWVAanvrUitkStatusInfoResponse')"/>

  <xsl:template match="au:UWVAanvrUitkStatusInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/AanvraagUitkering" mode="objecten"/>
  </xsl:template>

  <xsl:template match="AanvraagUitkering" mode="objecten">
    <Uitkeringsaanvraag>
      <xsl:sequence select="
          s:tekst('wet', SzWet/CdSzWet),
          s:datum('datum', DatAanvraagUitkering),
          s:tekst('status', CdStatusAanvraagUitkering)"/>
      <xsl:for-each select="BeslissingOpAanvraagUitkering">
        <beslissing>
          <xsl:sequence select="
              s:tekst('code', CdBeslissingOpAanvraagUitkering),
              s:datum('datum', DatDagtekeningBeslisOpAanvrUitk),
              s:tekst('redenAfwijzing', CdRedenAfwijzingAanvraagUitkeringUwv)"/>
        </beslissing>
      </xsl:for-each>
      <xsl:sequence select="s:herkomst()"/>
    </Uitkeringsaanvraag>
  </xsl:template>
</xsl:stylesheet>
