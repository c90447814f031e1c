<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord ObjectInfoLocatieOZResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:kad="http://bkwi.nl/SuwiML/Diensten/KadasterDossierGSD/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../kadaster-aanduiding/kadaster-aanduiding-to-canonical.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('kad:ObjectInfoLocatieOZResponse')"/>

  <xsl:template match="kad:ObjectInfoLocatieOZResponse" mode="objecten">
    <xsl:apply-templates select="OnroerendeZaak" mode="objecten"/>
  </xsl:template>
</xsl:stylesheet>
