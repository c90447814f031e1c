<?xml version="1.0" encoding="UTF-8"?>
<!-- Gebeurtenissen over betalingsverplichtingen naar wat er nu per zaak geldt. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:fn="http://www.w3.org/2005/xpath-functions"
                xmlns:j="urn:ketenbrug:jsonantwoord:1"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <!-- De dag in Nederland, of die waarop het er al een begin van is: wat later gedateerd is, is nog niet gebeurd. -->
  <xsl:variable name="vandaag" as="xs:date" select="
      xs:date(substring(string(adjust-dateTime-to-timezone(xs:dateTime($geregistreerd), xs:dayTimeDuration('PT2H'))), 1, 10))"/>

  <xsl:template match="/j:Jsonantwoord">
    <xsl:variable name="antwoord" select="j:deel/fn:map"/>
    <!-- Een lege lijst is een antwoord: er is geen verplichting. -->
    <Brongegevens uitkomst="gevonden">
      <bsn><xsl:value-of select="$antwoord/fn:string[@key = 'burgerservicenummer']"/></bsn>
      <xsl:for-each-group select="$antwoord/fn:array[@key = 'gebeurtenissen']/fn:map[xs:date(f:van(., 'datum')) le $vandaag]" composite="yes"
                          group-by="f:van(., 'organisatie'), f:van(., 'zaakkenmerk')">
        <xsl:call-template name="verplichting">
          <xsl:with-param name="gebeurtenissen" select="f:opVolgorde(current-group())"/>
        </xsl:call-template>
      </xsl:for-each-group>
    </Brongegevens>
  </xsl:template>

  <!-- Wat nooit is opgelegd, is geen verplichting om te betalen: een betaling alleen zegt niet waarop. -->
  <xsl:template name="verplichting">
    <xsl:param name="gebeurtenissen" as="element(fn:map)*"/>
    <xsl:variable name="soorten" select="$gebeurtenissen ! f:van(., 'event_type')"/>
    <xsl:variable name="plaats" select="index-of($soorten, 'BetalingsverplichtingOpgelegd')[last()]"/>
    <xsl:variable name="opgelegd" select="$gebeurtenissen[$plaats]"/>
    <xsl:if test="exists($plaats)">
      <Betalingsverplichting>
        <schuldeiser><xsl:value-of select="f:van($opgelegd, 'organisatie')"/></schuldeiser>
        <kenmerk><xsl:value-of select="f:van($opgelegd, 'zaakkenmerk')"/></kenmerk>
        <xsl:for-each select="f:van($opgelegd, 'category')">
          <categorie><xsl:value-of select="."/></categorie>
        </xsl:for-each>
        <xsl:for-each select="f:van($opgelegd, 'juridische_grondslag_omschrijving')">
          <grondslag><xsl:value-of select="."/></grondslag>
        </xsl:for-each>
        <opgelegdOp><xsl:value-of select="f:van($opgelegd, 'datum')"/></opgelegdOp>
        <bedrag><xsl:value-of select="f:bedrag($opgelegd)"/></bedrag>
        <betaald><xsl:value-of select="sum($gebeurtenissen[f:van(., 'event_type') = 'BetalingVerwerkt'] ! f:bedrag(.))"/></betaald>
        <xsl:for-each select="subsequence($gebeurtenissen, $plaats)[f:van(., 'event_type') = 'BetalingsverplichtingIngetrokken'][1]">
          <ingetrokkenOp><xsl:value-of select="f:van(., 'datum')"/></ingetrokkenOp>
        </xsl:for-each>
        <herkomst>
          <bron><xsl:value-of select="$bronUrn"/></bron>
          <berichtId><xsl:value-of select="$berichtId"/></berichtId>
          <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
        </herkomst>
      </Betalingsverplichting>
    </xsl:if>
  </xsl:template>

  <!-- Elke gebeurtenis eens, op dag; van een dag in de volgorde van het antwoord. -->
  <xsl:function name="f:opVolgorde" as="element(fn:map)*">
    <xsl:param name="gebeurtenissen" as="element(fn:map)+"/>
    <xsl:for-each-group select="$gebeurtenissen" group-by="f:van(., 'gebeurtenis_kenmerk')">
      <xsl:sort select="xs:date(f:van(current-group()[1], 'datum'))"/>
      <xsl:sequence select="current-group()[1]"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- 1e3 is in JSON een geheel getal, en in XML niet. -->
  <xsl:function name="f:bedrag" as="xs:integer?">
    <xsl:param name="gebeurtenis" as="element(fn:map)"/>
    <xsl:sequence select="$gebeurtenis/fn:number[@key = 'bedrag'] ! xs:integer(xs:double(.))"/>
  </xsl:function>

  <xsl:function name="f:van" as="xs:string?">
    <xsl:param name="gebeurtenis" as="element(fn:map)"/>
    <xsl:param name="naam" as="xs:string"/>
    <xsl:sequence select="$gebeurtenis/fn:string[@key = $naam] ! normalize-space(.)[. ne '']"/>
  </xsl:function>
</xsl:stylesheet>
