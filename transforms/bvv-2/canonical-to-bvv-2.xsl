<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel bvv-2: versie 2 van profiel bvv, ernaast. Het bedrag zegt in zijn naam over welke periode het gaat, en de versie van de
  rekenregel gaat mee, zodat de ontvanger kan narekenen. Elk veld staat hieronder bij naam; iets anders kan niet mee.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:profiel:bvv:2"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="not(Gebeurtenis/type = ('nl.beslagvrijevoet.bvv-vastgesteld', 'nl.beslagvrijevoet.bvv-herzien'))">
      <xsl:message terminate="yes" error-code="KB-PROFIEL-TYPE">Het profiel bvv-2 kent dit gebeurtenistype niet.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Gebeurtenis"/>
  </xsl:template>

  <xsl:template match="Gebeurtenis">
    <Gebeurtenis versie="2">
      <xsl:sequence select="f:velden((id, type, bron, geregistreerd, plaatsgevonden, onderwerp, correlatie, oorzaak, correctieVan, intrekkingVan))"/>
      <schuldenaar>
        <xsl:sequence select="f:velden(inhoud/Vaststelling/Schuldenaar/(bsn, geheimhouding))"/>
      </schuldenaar>
      <beslagvrijeVoet>
        <bedragPerMaand><xsl:value-of select="inhoud/Vaststelling/BeslagvrijeVoet/bedrag"/></bedragPerMaand>
        <xsl:sequence select="f:velden(inhoud/Vaststelling/BeslagvrijeVoet/(peildatum, leefsituatie, geldigVan, geldigTot, rekenregelversie))"/>
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
      <xsl:element name="{local-name()}" namespace="urn:ketenbrug:profiel:bvv:2">
        <xsl:value-of select="."/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
