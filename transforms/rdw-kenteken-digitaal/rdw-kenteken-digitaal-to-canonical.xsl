<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord KentekenInfoResponse voor digitale diensten naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../rdw-kenteken/rdw-kenteken-to-canonical.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('rdw:KentekenInfoResponse')"/>

  <!-- Een aansprakelijkheid zonder voertuig zegt bij deze dienst niets. -->
  <xsl:template match="rdw:KentekenInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Aansprakelijke[Voertuig]" mode="objecten"/>
  </xsl:template>
</xsl:stylesheet>
