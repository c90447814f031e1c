<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord DUOStudiefinancieringInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:duo="http://bkwi.nl/SuwiML/Diensten/DUODossierStudiefinancieringGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('duo:DUOStudiefinancieringInfoResponse')"/>

  <xsl:template match="duo:DUOStudiefinancieringInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Studiefinanciering" mode="objecten"/>
  </xsl:template>

  <xsl:template match="Studiefinanciering" mode="objecten">
    <Studiefinanciering>
      <xsl:sequence select="
          s:datum('begin', DatBToekenningsperiodeStufi),
          s:datum('einde', DatEToekenningsperiodeStufi),
          s:tekst('basisbeurs', CdToekenningBasisbeursStufi),
          s:indicatie('aanvullendeBeurs', IndAanvullendeBeursStufi),
          s:tekst('partnertoeslag', CdStatusPartnertoeslagStufi),
          s:tekst('eenoudertoeslag', CdStatusEenOudertoeslagStufi),
          s:indicatie('tegemoetkomingVo', IndToekenningWtosVo18),
          s:herkomst()"/>
    </Studiefinanciering>
  </xsl:template>
</xsl:stylesheet>
