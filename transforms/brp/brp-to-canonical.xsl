<?xml version="1.0" encoding="UTF-8"?>
<!--
  Antwoord van de BRP API Personen (versie 2) naar canonieke Personen.
  Invoer: de XML-vorm die json-to-xml() van het JSON-antwoord maakt, zo of in een Jsonantwoord. Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:j="urn:ketenbrug:jsonantwoord:1"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="http://www.w3.org/2005/xpath-functions"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:template match="/">
    <xsl:variable name="antwoord" select="map | j:Jsonantwoord/j:deel/map"/>
    <xsl:if test="not($antwoord/string[@key = 'type'] = 'RaadpleegMetBurgerservicenummer' and $antwoord/array[@key = 'personen'])">
      <xsl:message terminate="yes" error-code="KB-BRP-VORM">Dit is geen antwoord van de BRP op RaadpleegMetBurgerservicenummer.</xsl:message>
    </xsl:if>
    <xsl:variable name="personen" select="$antwoord/array[@key = 'personen']/map"/>
    <Personen uitkomst="{if ($personen) then 'gevonden' else 'niets-gevonden'}">
      <xsl:apply-templates select="$personen"/>
    </Personen>
  </xsl:template>

  <xsl:template match="map">
    <xsl:variable name="redencode" select="map[@key = 'opschortingBijhouding']/map[@key = 'reden']/string[@key = 'code']"/>
    <xsl:variable name="overlijden" select="map[@key = 'overlijden']/*[@key = ('datum', 'land', 'plaats')]"/>
    <Persoon>
      <xsl:sequence select="f:veld('bsn', string[@key = 'burgerservicenummer'])"/>
      <xsl:call-template name="naam">
        <xsl:with-param name="naam" select="map[@key = 'naam']"/>
      </xsl:call-template>
      <xsl:sequence select="f:datumveld('geboortedatum', map[@key = 'geboorte']/map[@key = 'datum'])"/>
      <xsl:call-template name="adres">
        <xsl:with-param name="verblijfplaats" select="map[@key = 'verblijfplaats']"/>
      </xsl:call-template>
      <!-- Een vlag die ontbreekt is niet waar (aanname, zie README). -->
      <geheimhouding><xsl:value-of select="boolean[@key = 'geheimhoudingPersoonsgegevens'] = 'true'"/></geheimhouding>
      <!-- Reden O: de bijhouding is opgeschort wegens overlijden, ook als de datum er nog niet is. -->
      <overleden><xsl:value-of select="exists($overlijden) or $redencode = 'O'"/></overleden>
      <xsl:sequence select="f:datumveld('datumOverlijden', $overlijden[@key = 'datum'])"/>
      <curatele><xsl:value-of select="boolean[@key = 'indicatieCurateleRegister'] = 'true'"/></curatele>
      <xsl:for-each select="map[@key = 'opschortingBijhouding']">
        <bijhoudingOpgeschort>
          <xsl:sequence select="f:veld('redencode', $redencode)"/>
          <xsl:sequence select="f:datumveld('datum', map[@key = 'datum'])"/>
        </bijhoudingOpgeschort>
      </xsl:for-each>
      <partnerschappen>
        <xsl:for-each select="array[@key = 'partners']/map">
          <partnerschap>
            <xsl:sequence select="f:veld('bsn', string[@key = 'burgerservicenummer'])"/>
            <xsl:sequence select="f:veld('soort', map[@key = 'soortVerbintenis']/string[@key = 'code'])"/>
            <xsl:sequence select="f:datumveld('begin', map[@key = 'aangaanHuwelijkPartnerschap']/map[@key = 'datum'])"/>
            <xsl:sequence select="f:datumveld('ontbinding', map[@key = 'ontbindingHuwelijkPartnerschap']/map[@key = 'datum'])"/>
          </partnerschap>
        </xsl:for-each>
      </partnerschappen>
      <kinderen>
        <xsl:for-each select="array[@key = 'kinderen']/map">
          <kind>
            <xsl:sequence select="f:veld('bsn', string[@key = 'burgerservicenummer'])"/>
            <xsl:sequence select="f:datumveld('geboortedatum', map[@key = 'geboorte']/map[@key = 'datum'])"/>
          </kind>
        </xsl:for-each>
      </kinderen>
      <xsl:call-template name="in-onderzoek"/>
      <herkomst>
        <bron><xsl:value-of select="$bronUrn"/></bron>
        <berichtId><xsl:value-of select="$berichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </Persoon>
  </xsl:template>

  <xsl:template name="naam">
    <xsl:param name="naam" as="element(map)?"/>
    <xsl:where-populated>
      <naam>
        <xsl:for-each select="'voornamen', 'voorletters', 'voorvoegsel', 'geslachtsnaam', 'volledigeNaam'">
          <xsl:sequence select="f:veld(., $naam/string[@key = current()])"/>
        </xsl:for-each>
      </naam>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template name="adres">
    <xsl:param name="verblijfplaats" as="element(map)?"/>
    <xsl:if test="$verblijfplaats">
      <xsl:variable name="verblijfadres" select="$verblijfplaats/map[@key = 'verblijfadres']"/>
      <adres>
        <soort><xsl:value-of select="f:soort-adres($verblijfplaats/string[@key = 'type'])"/></soort>
        <xsl:sequence select="
            f:veld('straat', ($verblijfadres/string[@key = 'officieleStraatnaam'], $verblijfadres/string[@key = 'korteStraatnaam'])[1]),
            f:veld('huisnummer', $verblijfadres/number[@key = 'huisnummer']),
            f:veld('huisletter', $verblijfadres/string[@key = 'huisletter']),
            f:veld('huisnummertoevoeging', $verblijfadres/string[@key = 'huisnummertoevoeging']),
            f:veld('aanduidingBijHuisnummer', $verblijfadres/map[@key = 'aanduidingBijHuisnummer']/string[@key = 'omschrijving']),
            f:veld('postcode', $verblijfadres/string[@key = 'postcode']),
            f:veld('woonplaats', $verblijfadres/string[@key = 'woonplaats']),
            f:veld('locatiebeschrijving', $verblijfadres/string[@key = 'locatiebeschrijving']),
            f:veld('regel', $verblijfadres/string[@key = 'regel1']),
            f:veld('regel', $verblijfadres/string[@key = 'regel2']),
            f:veld('regel', $verblijfadres/string[@key = 'regel3']),
            f:veld('landcode', $verblijfadres/map[@key = 'land']/string[@key = 'code']),
            f:veld('land', $verblijfadres/map[@key = 'land']/string[@key = 'omschrijving']),
            f:veld('adresseerbaarObject', $verblijfplaats/string[@key = 'adresseerbaarObjectIdentificatie'])"/>
        <verblijftNietOpAdres><xsl:value-of select="$verblijfplaats/boolean[@key = 'indicatieVastgesteldVerblijftNietOpAdres'] = 'true'"/></verblijftNietOpAdres>
        <xsl:sequence select="f:datumveld('datumVan', $verblijfplaats/map[@key = 'datumVan'])"/>
      </adres>
    </xsl:if>
  </xsl:template>

  <!-- Gegevens in onderzoek blijven bruikbaar; de vlag en het pad van de groep gaan mee. -->
  <xsl:template name="in-onderzoek">
    <xsl:variable name="onderdelen" select="distinct-values(.//map[@key = 'inOnderzoek']/f:pad(.., current()))"/>
    <inOnderzoek><xsl:value-of select="exists($onderdelen)"/></inOnderzoek>
    <xsl:for-each select="$onderdelen">
      <onderdeelInOnderzoek><xsl:value-of select="."/></onderdeelInOnderzoek>
    </xsl:for-each>
  </xsl:template>

  <!-- Pad van een groep binnen de persoon, met punten; de persoon zelf heet "persoon". -->
  <xsl:function name="f:pad" as="xs:string">
    <xsl:param name="groep" as="element()"/>
    <xsl:param name="persoon" as="element(map)"/>
    <xsl:variable name="delen" select="$groep/ancestor-or-self::*[ancestor::* intersect $persoon]/@key"/>
    <xsl:sequence select="if ($groep is $persoon) then 'persoon' else string-join($delen, '.')"/>
  </xsl:function>

  <xsl:function name="f:soort-adres" as="xs:string">
    <xsl:param name="type" as="xs:string?"/>
    <xsl:variable name="soorten" select="
        map {
          'Adres': 'adres',
          'Locatie': 'locatie',
          'VerblijfplaatsBuitenland': 'buitenland',
          'VerblijfplaatsOnbekend': 'onbekend'
        }"/>
    <xsl:if test="empty($soorten(string($type)))">
      <xsl:message terminate="yes" error-code="KB-BRP-VERBLIJFPLAATS">Het type verblijfplaats is niet bekend.</xsl:message>
    </xsl:if>
    <xsl:sequence select="$soorten($type)"/>
  </xsl:function>

  <xsl:function name="f:veld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="waarde" as="element()?"/>
    <xsl:if test="normalize-space($waarde) ne ''">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($waarde)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:datumveld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="datum" as="element(map)?"/>
    <xsl:if test="$datum">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="f:datum($datum)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!-- Een datum blijft zo onvolledig als de BRP haar geeft. -->
  <xsl:function name="f:datum" as="xs:string">
    <xsl:param name="datum" as="element(map)"/>
    <xsl:variable name="type" select="string($datum/string[@key = 'type'])"/>
    <xsl:variable name="jaar" select="format-number(number($datum/number[@key = 'jaar']), '0000')"/>
    <xsl:choose>
      <xsl:when test="$type = 'Datum'">
        <xsl:sequence select="string($datum/string[@key = 'datum'])"/>
      </xsl:when>
      <xsl:when test="$type = 'JaarMaandDatum'">
        <xsl:sequence select="$jaar || '-' || format-number(number($datum/number[@key = 'maand']), '00')"/>
      </xsl:when>
      <xsl:when test="$type = 'JaarDatum'">
        <xsl:sequence select="$jaar"/>
      </xsl:when>
      <xsl:when test="$type = 'DatumOnbekend'">
        <xsl:sequence select="'onbekend'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:message terminate="yes" error-code="KB-BRP-DATUM">Het type datum is niet bekend.</xsl:message>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
