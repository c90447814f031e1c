<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel bvv: van een vaststelling van de beslagvrije voet alleen het bedrag, de peildatum, de leefsituatie en de geldigheid.
  Elk veld staat hieronder bij naam; iets anders kan niet mee.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:profiel:bvv:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="not(Gebeurtenis/type = ('nl.beslagvrijevoet.bvv-vastgesteld', 'nl.beslagvrijevoet.bvv-herzien'))">
      <xsl:message terminate="yes" error-code="KB-PROFIEL-TYPE">Het profiel bvv kent dit gebeurtenistype niet.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Gebeurtenis"/>
  </xsl:template>

  <xsl:template match="Gebeurtenis">
    <Gebeurtenis versie="1">
      <xsl:sequence select="f:velden((id, type, bron, geregistreerd, plaatsgevonden, onderwerp, correlatie, oorzaak, correctieVan, intrekkingVan))"/>
      <schuldenaar>
        <xsl:sequence select="f:velden(inhoud/Vaststelling/Schuldenaar/(bsn, geheimhouding))"/>
      </schuldenaar>
      <beslagvrijeVoet>
        <xsl:sequence select="f:velden(inhoud/Vaststelling/BeslagvrijeVoet/(bedrag, peildatum, leefsituatie, geldigVan, geldigTot))"/>
      </beslagvrijeVoet>
      <xsl:apply-templates select="inhoud/Vaststelling/Herziening"/>
    </Gebeurtenis>
  </xsl:template>

  <xsl:template match="Herziening">
    <herziening>
      <vervangt><xsl:value-of select="vervangt/berichtId"/></vervangt>
      <xsl:sequence select="f:velden(ingangsdatum)"/>
    </herziening>
  </xsl:template>

  <!-- Enkelvoudige velden onder hun eigen naam, in de naamruimte van het profiel. Een samengesteld element levert nooit iets op. -->
  <xsl:function name="f:velden" as="element()*">
    <xsl:param name="velden" as="element()*"/>
    <xsl:for-each select="$velden[not(*)]">
      <xsl:element name="{local-name()}" namespace="urn:ketenbrug:profiel:bvv:1">
        <xsl:value-of select="."/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
