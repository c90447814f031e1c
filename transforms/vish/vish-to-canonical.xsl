<?xml version="1.0" encoding="UTF-8"?>
<!--
  Vishmelding van een gemeente naar canonieke Brongegevens met een Registermelding.
  Uitleg per veld: README.md. Verwacht invoer die aan vish-v1.xsd voldoet.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:bron:vish:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="empty(Vishmelding)">
      <xsl:message terminate="yes" error-code="KB-VISH-VORM">Dit is geen Vishmelding, versie 1.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Vishmelding"/>
  </xsl:template>

  <xsl:template match="Vishmelding">
    <xsl:if test="status = 'afgemeld' and empty(datumAfmelding)">
      <xsl:message terminate="yes" error-code="KB-VISH-AFMELDING">Een afmelding zonder datumAfmelding.</xsl:message>
    </xsl:if>
    <Brongegevens uitkomst="gevonden">
      <Registermelding>
        <nummer><xsl:value-of select="f:nummer(.)"/></nummer>
        <mutatie><xsl:value-of select="normalize-space(mutatietijdstip)"/></mutatie>
        <xsl:call-template name="persoon"/>
        <!-- Een afmelding zegt ook dat en wanneer er is aangemeld; een ingetrokken melding zegt niets meer. -->
        <xsl:if test="status = ('aangemeld', 'afgemeld')">
          <feit>
            <kenmerk>aanmelding</kenmerk>
            <datum><xsl:value-of select="normalize-space(datumAanmelding)"/></datum>
            <gebeurtenistype>nl.vish.schuldhulp-aangemeld</gebeurtenistype>
            <xsl:call-template name="schuldhulp"/>
          </feit>
        </xsl:if>
        <xsl:if test="status = 'afgemeld'">
          <feit>
            <kenmerk>afmelding</kenmerk>
            <datum><xsl:value-of select="normalize-space(datumAfmelding)"/></datum>
            <gebeurtenistype>nl.vish.schuldhulp-afgemeld</gebeurtenistype>
            <xsl:call-template name="schuldhulp">
              <xsl:with-param name="slot" select="f:veld('einde', datumAfmelding), f:veld('reden', redenAfmelding)"/>
            </xsl:call-template>
          </feit>
        </xsl:if>
      </Registermelding>
    </Brongegevens>
  </xsl:template>

  <xsl:template name="schuldhulp">
    <xsl:param name="slot" as="element()*"/>
    <Schuldhulp>
      <nummer><xsl:value-of select="f:nummer(.)"/></nummer>
      <soort>aanmelding</soort>
      <xsl:apply-templates select="schuldhulporganisatie"/>
      <xsl:sequence select="f:veld('dossierkenmerk', dossierkenmerk), f:veld('begin', datumAanmelding), $slot"/>
      <xsl:call-template name="herkomst"/>
    </Schuldhulp>
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

  <!-- Elke gemeente nummert haar meldingen zelf. -->
  <xsl:function name="f:nummer" as="xs:string">
    <xsl:param name="melding" as="element(Vishmelding)"/>
    <xsl:sequence select="normalize-space($melding/schuldhulporganisatie/oin) || '/' || normalize-space($melding/meldingId)"/>
  </xsl:function>

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
