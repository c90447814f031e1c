<?xml version="1.0" encoding="UTF-8"?>
<!-- Een onroerende zaak en haar beslagen volgens BRK Bevragen 2 naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:fn="http://www.w3.org/2005/xpath-functions"
                xmlns:j="urn:ketenbrug:jsonantwoord:1"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <!-- Gemeente, sectie, perceel en eventueel het appartement, zoals de BRK een aanduiding schrijft. -->
  <xsl:variable name="vorm" select="'^(.+) ([A-Z]{1,2}) ([1-9][0-9]{0,4})( A([1-9][0-9]{0,3}))?$'"/>

  <xsl:template match="/j:Jsonantwoord">
    <xsl:variable name="zaken" select="j:deel[@van = '']/fn:map/fn:map[@key = '_embedded']/fn:array[@key = 'kadastraalOnroerendeZaken']/fn:map"/>
    <xsl:if test="count($zaken) gt 1">
      <xsl:message terminate="yes" error-code="KB-BRK-MEER">De BRK noemt meer dan een zaak bij deze aanduiding.</xsl:message>
    </xsl:if>
    <Brongegevens uitkomst="{if ($zaken) then 'gevonden' else 'niets-gevonden'}">
      <xsl:apply-templates select="$zaken">
        <xsl:with-param name="gevraagd" select="j:over/k:Vraag/k:aanduiding"/>
      </xsl:apply-templates>
    </Brongegevens>
  </xsl:template>

  <xsl:template match="fn:map">
    <xsl:param name="gevraagd" as="element(k:aanduiding)"/>
    <xsl:variable name="aanduiding" select="string(fn:string[@key = 'kadastraleAanduiding'])"/>
    <xsl:if test="not(matches($aanduiding, $vorm))">
      <xsl:message terminate="yes" error-code="KB-BRK-VORM">De BRK schrijft de kadastrale aanduiding anders dan verwacht.</xsl:message>
    </xsl:if>
    <xsl:variable name="gemeente" select="replace($aanduiding, $vorm, '$1')"/>
    <!-- De BRK noemt in haar antwoord geen code van de gemeente: die is van de vraag, en de naam houdt haar daaraan. -->
    <xsl:if test="$gevraagd/k:gemeente[upper-case(normalize-space(.)) ne upper-case($gemeente)]">
      <xsl:message terminate="yes" error-code="KB-BRK-ANDER">De BRK antwoordt over een zaak in een andere gemeente dan gevraagd.</xsl:message>
    </xsl:if>
    <xsl:variable name="deel" select="/j:Jsonantwoord/j:deel[@van = current()/fn:string[@key = 'identificatie']]"/>
    <!-- Een beslag dat de zaak noemt en dat in de lijst ontbreekt, is niet opgeheven: het antwoord is niet heel. -->
    <xsl:if test="fn:array[@key = 'beslagIdentificaties']/fn:string[not(. = $deel/fn:map/fn:map[@key = '_embedded']/fn:array[@key = 'beslagen']/fn:map/fn:string[@key = 'identificatie'])]">
      <xsl:message terminate="yes" error-code="KB-BRK-BESLAGEN">De BRK geeft niet elk beslag dat zij bij deze zaak noemt.</xsl:message>
    </xsl:if>
    <OnroerendeZaak>
      <aanduiding>
        <xsl:copy-of select="$gevraagd/k:gemeentecode" copy-namespaces="no"/>
        <gemeente><xsl:value-of select="$gemeente"/></gemeente>
        <sectie><xsl:value-of select="replace($aanduiding, $vorm, '$2')"/></sectie>
        <!-- Met voorloopnullen, zoals de andere bron van deze zaak: de aanduiding is de sleutel. -->
        <perceel><xsl:value-of select="format-number(xs:integer(replace($aanduiding, $vorm, '$3')), '00000')"/></perceel>
        <xsl:for-each select="replace($aanduiding, $vorm, '$5')[. ne '']">
          <appartement><xsl:value-of select="format-number(xs:integer(.), '0000')"/></appartement>
        </xsl:for-each>
      </aanduiding>
      <xsl:apply-templates mode="beslag" select="
          $deel/fn:map/fn:map[@key = '_embedded']/fn:array[@key = 'beslagen']/fn:map"/>
      <herkomst>
        <bron><xsl:value-of select="$bronUrn"/></bron>
        <berichtId><xsl:value-of select="$berichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </OnroerendeZaak>
  </xsl:template>

  <xsl:template match="fn:map" mode="beslag">
    <kadasterbeslag>
      <xsl:sequence select="
          f:veld('kenmerk', fn:string[@key = 'identificatie']),
          f:veld('aardcode', fn:map[@key = 'aard']/fn:string[@key = 'code']),
          f:veld('aard', fn:map[@key = 'aard']/fn:string[@key = 'waarde']),
          f:veld('betrokkenRecht', fn:map[@key = 'omschrijvingBetrokkenRecht']/fn:string[@key = 'waarde'])"/>
      <!-- 1e3 is in JSON een geheel getal, en in XML niet. -->
      <xsl:for-each select="fn:map[@key = 'aandeelInBetrokkenRecht']">
        <aandeel><xsl:value-of select="(fn:number[@key = 'teller'], fn:number[@key = 'noemer']) ! xs:integer(xs:double(.))" separator="/"/></aandeel>
      </xsl:for-each>
      <xsl:apply-templates select="fn:map[@key = 'bedragVordering']" mode="bedrag"/>
      <xsl:apply-templates select="fn:array[@key = 'beslagleggers']/fn:map" mode="legger"/>
    </kadasterbeslag>
  </xsl:template>

  <xsl:template match="fn:map" mode="bedrag">
    <xsl:if test="fn:map[@key = 'valuta'] and not(fn:map[@key = 'valuta']/fn:string[@key = ('code', 'waarde')] = ('EUR', 'Euro'))">
      <xsl:message terminate="yes" error-code="KB-BRK-MUNTEENHEID">Het bedrag van een beslag is niet in euro.</xsl:message>
    </xsl:if>
    <!-- Een getal als 1.25E4 is geen decimaal getal in XML. -->
    <xsl:variable name="som" select="fn:number[@key = 'som'] ! (if (. castable as xs:decimal) then xs:decimal(.) else xs:decimal(xs:double(.)))"/>
    <xsl:if test="$som * 100 ne round($som * 100)">
      <xsl:message terminate="yes" error-code="KB-BRK-BEDRAG">Het bedrag van een beslag heeft meer dan twee decimalen.</xsl:message>
    </xsl:if>
    <xsl:for-each select="$som">
      <bedrag><xsl:value-of select="xs:integer(. * 100)"/></bedrag>
    </xsl:for-each>
  </xsl:template>

  <!-- Van een natuurlijk persoon is de identificatie zijn burgerservicenummer en de omschrijving zijn naam: geen van beide gaat mee. -->
  <xsl:template match="fn:map" mode="legger">
    <xsl:variable name="organisatie" select="ends-with(fn:string[@key = 'type'], 'niet_natuurlijk_persoon')"/>
    <legger>
      <soort><xsl:value-of select="if ($organisatie) then 'organisatie' else 'natuurlijk-persoon'"/></soort>
      <xsl:sequence select="f:veld('naam', fn:string[@key = 'omschrijving'][$organisatie])"/>
    </legger>
  </xsl:template>

  <xsl:function name="f:veld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="bron" as="element()?"/>
    <xsl:if test="normalize-space($bron) ne ''">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($bron)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
