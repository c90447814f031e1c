<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord VoertuigbezitInfoOrgResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../rdw-voertuigbezit/rdw-voertuigbezit-to-canonical.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('rdw:VoertuigbezitInfoOrgResponse')"/>

  <xsl:variable name="gegevens" as="xs:string+" select="'OndernemingInst'"/>

  <!-- Anders dan over een persoon mag dit antwoord niet leeg zijn. -->
  <xsl:variable name="zonderPersoon" select="'fout'"/>

  <xsl:template match="rdw:VoertuigbezitInfoOrgResponse" mode="objecten">
    <xsl:apply-templates select="OndernemingInst/Aansprakelijke" mode="objecten"/>
  </xsl:template>

  <xsl:template match="OndernemingInst" mode="houder">
    <xsl:for-each select="Rechtspersoon">
      <houder>
        <xsl:sequence select="s:tekst('naam', NaamRechtspersoon)"/>
      </houder>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
