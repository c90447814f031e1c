<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord UWVPersoonsWvInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:wv="http://bkwi.nl/SuwiML/Diensten/UWVDossierWerknemersverzekeringenGSDDigitaleDiensten/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../uwv-werknemersverzekeringen/uwv-werknemersverzekeringen-to-canonical.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('wv:UWVPersoonsWvInfoResponse')"/>

  <!-- De sjablonen voor wat eronder staat, zijn die van de volledige dienst. -->
  <xsl:template match="wv:UWVPersoonsWvInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Uitkeringsverhouding, ClientSuwi/AanvraagUitkering" mode="objecten"/>
  </xsl:template>
</xsl:stylesheet>
