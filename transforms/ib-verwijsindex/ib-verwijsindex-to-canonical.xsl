<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord IBVerwijsindexResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:ib="http://bkwi.nl/SuwiML/Diensten/IBVerwijsindex/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('ib:IBVerwijsindexResponse')"/>

  <!-- De enige dienst die alleen bevestigt. Zonder bevestiging en zonder melding is het geen antwoord. -->
  <xsl:variable name="zonderPersoon" select="if (//Acknowledgement) then 'bevestigd' else 'fout'"/>
</xsl:stylesheet>
