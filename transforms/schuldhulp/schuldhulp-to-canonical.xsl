<?xml version="1.0" encoding="UTF-8"?>
<!--
  Schuldhulpbericht van een schuldhulpverlener naar canonieke Brongegevens met een Registermelding.
  Uitleg per veld: README.md. Verwacht invoer die aan schuldhulp-v1.xsd voldoet.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:bron:schuldhulp:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <!-- Gebeurtenis bij elk bericht. -->
  <xsl:variable name="typen" as="map(xs:string, xs:string)" select="
      map {
        'kennisgeving': 'nl.schuldhulp.kennisgeving-ontvangen',
        'saldoverzoek': 'nl.schuldhulp.saldoverzoek-ontvangen',
        'betaalvoorstel': 'nl.schuldhulp.betaalvoorstel-ontvangen',
        'schuldregelingAkkoord': 'nl.schuldhulp.schuldregeling-akkoord',
        'schuldregelingBeeindigd': 'nl.schuldhulp.schuldregeling-beeindigd',
        'stabilisatieGestart': 'nl.schuldhulp.stabilisatie-gestart',
        'moratoriumVerleend': 'nl.schuldhulp.moratorium-verleend',
        'moratoriumBeeindigd': 'nl.schuldhulp.moratorium-beeindigd'
      }"/>

  <xsl:template match="/">
    <xsl:if test="empty(Schuldhulpbericht)">
      <xsl:message terminate="yes" error-code="KB-SCHULDHULP-VORM">Dit is geen Schuldhulpbericht, versie 1.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Schuldhulpbericht"/>
  </xsl:template>

  <xsl:template match="Schuldhulpbericht">
    <xsl:variable name="bericht" select="*[local-name() = map:keys($typen)]" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
    <!-- Elke organisatie nummert haar klanten zelf. -->
    <xsl:variable name="nummer" select="normalize-space(schuldhulporganisatie/oin) || '/' || normalize-space(trajectkenmerk)"/>
    <Brongegevens uitkomst="gevonden">
      <Registermelding>
        <nummer><xsl:value-of select="$nummer"/></nummer>
        <mutatie><xsl:value-of select="normalize-space(tijdstip)"/></mutatie>
        <xsl:call-template name="persoon"/>
        <feit>
          <kenmerk><xsl:value-of select="normalize-space(berichtkenmerk)"/></kenmerk>
          <datum><xsl:value-of select="normalize-space($bericht/(datum, datumAkkoord, begin)[1])"/></datum>
          <gebeurtenistype><xsl:value-of select="$typen(local-name($bericht))"/></gebeurtenistype>
          <Schuldhulp>
            <nummer><xsl:value-of select="$nummer"/></nummer>
            <soort><xsl:value-of select="lower-case(replace(local-name($bericht), '(Akkoord|Beeindigd|Gestart|Verleend)$', ''))"/></soort>
            <xsl:apply-templates select="schuldhulporganisatie"/>
            <xsl:sequence select="f:veld('regeling', $bericht/typeSchuldregeling)"/>
            <xsl:apply-templates select="$bericht"/>
            <xsl:call-template name="herkomst"/>
          </Schuldhulp>
        </feit>
      </Registermelding>
    </Brongegevens>
  </xsl:template>

  <xsl:template match="schuldregelingAkkoord">
    <xsl:sequence select="f:veld('begin', datumAkkoord)"/>
  </xsl:template>

  <xsl:template match="stabilisatieGestart">
    <xsl:sequence select="f:veld('begin', begin), f:veld('einde', einde)"/>
  </xsl:template>

  <xsl:template match="moratoriumVerleend">
    <moratorium>
      <xsl:sequence select="f:veld('grond', grond), f:veld('rechtbank', rechtbank), f:veld('zaaknummer', zaaknummer), f:veld('uitspraak', uitspraak)"/>
    </moratorium>
    <xsl:sequence select="f:veld('begin', begin), f:veld('einde', einde)"/>
  </xsl:template>

  <xsl:template match="schuldregelingBeeindigd | moratoriumBeeindigd">
    <xsl:for-each select="zaaknummer">
      <moratorium>
        <xsl:sequence select="f:veld('zaaknummer', .)"/>
      </moratorium>
    </xsl:for-each>
    <xsl:sequence select="f:veld('einde', datum), f:veld('reden', reden)"/>
  </xsl:template>

  <!-- Met een burgerservicenummer is de naam niet nodig, en komt zij er niet in. -->
  <xsl:template name="persoon">
    <Persoon>
      <xsl:sequence select="f:veld('bsn', bsn)"/>
      <xsl:for-each select="persoon">
        <naam>
          <xsl:sequence select="f:veld('voornamen', voornamen), f:veld('voorletters', voorletters), f:veld('voorvoegsel', voorvoegsel)"/>
          <xsl:sequence select="f:veld('geslachtsnaam', achternaam)"/>
        </naam>
        <xsl:sequence select="f:veld('geboortedatum', geboortedatum)"/>
        <xsl:for-each select="adres">
          <adres>
            <soort>adres</soort>
            <xsl:sequence select="f:veld('huisnummer', huisnummer), f:veld('postcode', postcode)"/>
          </adres>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:call-template name="herkomst"/>
    </Persoon>
  </xsl:template>

  <xsl:template match="schuldhulporganisatie">
    <organisatie>
      <xsl:sequence select="f:veld('oin', oin), f:veld('naam', naam), f:veld('contact', contact)"/>
    </organisatie>
  </xsl:template>

  <xsl:template name="herkomst">
    <herkomst>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <berichtId><xsl:value-of select="$berichtId"/></berichtId>
      <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
    </herkomst>
  </xsl:template>

  <xsl:function name="f:veld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="veld" as="element()?"/>
    <xsl:if test="exists($veld)">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($veld)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
