<?xml version="1.0" encoding="UTF-8"?>
<!--
  Van gebeurtenissen naar wat ervan bewaard blijft om later te kunnen zeggen wat er openstaat: per beslag, coordinatie en
  beslagvrije voet de gebeurtenis zelf, zonder gezin, inkomen en kwitantie. Andere gebeurtenissen laten niets na.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="bewaar" on-no-match="shallow-copy"/>

  <xsl:template match="/">
    <Stand>
      <xsl:apply-templates select="Gebeurtenis, Gebeurtenissen/Gebeurtenis"/>
    </Stand>
  </xsl:template>

  <!-- Een overdracht die het register meldt gaat over de coordinatie, niet over de inhoud van het beslag. -->
  <xsl:template match="Gebeurtenis[inhoud/(Beslaglegging | Coordinatie)][type = 'nl.beslagregister.coordinerend-deurwaarder-gewijzigd']" priority="2">
    <onderdeel naam="coordinator">
      <xsl:apply-templates select="." mode="bewaar"/>
    </onderdeel>
  </xsl:template>

  <xsl:template match="Gebeurtenis[inhoud/Beslaglegging]">
    <onderdeel naam="beslag:{inhoud/Beslaglegging/Beslag/registratieId}">
      <xsl:apply-templates select="." mode="bewaar"/>
    </onderdeel>
  </xsl:template>

  <xsl:template match="Gebeurtenis[inhoud/Vaststelling]">
    <onderdeel naam="beslagvrije-voet">
      <xsl:apply-templates select="." mode="bewaar"/>
    </onderdeel>
  </xsl:template>

  <xsl:template match="Beslaglegging/(Partner | Kind | Inkomstenverhouding | BeslagvrijeVoet | melding)" mode="bewaar"/>
  <xsl:template match="kwitantie" mode="bewaar"/>

  <!-- Van de schuldenaar alleen wie het is en of zijn gegevens geheim zijn. -->
  <xsl:template match="Schuldenaar" mode="bewaar">
    <Schuldenaar>
      <xsl:copy-of select="rol, bsn, kvkNummer, rsin, geheimhouding, herkomst" copy-namespaces="no"/>
    </Schuldenaar>
  </xsl:template>
</xsl:stylesheet>
