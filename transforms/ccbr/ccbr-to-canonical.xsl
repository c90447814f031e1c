<?xml version="1.0" encoding="UTF-8"?>
<!--
  Registratie van het curatele- en bewindregister naar canonieke Brongegevens met een Registermelding.
  Uitleg per veld: README.md. Verwacht invoer die aan ccbr-v1.xsd voldoet.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:bron:ccbr:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="empty(Registratie)">
      <xsl:message terminate="yes" error-code="KB-CCBR-VORM">Dit is geen Registratie van het curatele- en bewindregister, versie 1.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Registratie"/>
  </xsl:template>

  <xsl:template match="Registratie">
    <xsl:if test="status = 'beeindigd' and empty(einde)">
      <xsl:message terminate="yes" error-code="KB-CCBR-EINDE">Een beeindigde registratie zonder einde.</xsl:message>
    </xsl:if>
    <Brongegevens uitkomst="gevonden">
      <Registermelding>
        <nummer><xsl:value-of select="normalize-space(registratieId)"/></nummer>
        <mutatie><xsl:value-of select="normalize-space(mutatietijdstip)"/></mutatie>
        <Persoon>
          <naam>
            <xsl:sequence select="f:veld('voornamen', betrokkene/voornamen), f:veld('voorvoegsel', betrokkene/voorvoegsel)"/>
            <xsl:sequence select="f:veld('geslachtsnaam', betrokkene/achternaam)"/>
          </naam>
          <xsl:sequence select="f:veld('geboortedatum', betrokkene/geboortedatum)"/>
          <xsl:call-template name="herkomst"/>
        </Persoon>
        <xsl:if test="status = ('lopend', 'beeindigd')">
          <feit>
            <kenmerk><xsl:value-of select="maatregel || '-instelling'"/></kenmerk>
            <datum><xsl:value-of select="normalize-space(ingang)"/></datum>
            <gebeurtenistype>
              <xsl:value-of select="if (maatregel = 'curatele') then 'nl.curatelebewindregister.curatele-ingesteld' else 'nl.curatelebewindregister.bewind-ingesteld'"/>
            </gebeurtenistype>
            <xsl:call-template name="bewind">
              <!-- Een lopende maatregel met een einde houdt die dag vanzelf op. -->
              <xsl:with-param name="meer" select="vertegenwoordiger, rechtbank, zaaknummer, einde[current()/status = 'lopend']"/>
            </xsl:call-template>
          </feit>
        </xsl:if>
        <xsl:if test="status = 'beeindigd'">
          <feit>
            <kenmerk><xsl:value-of select="maatregel || '-opheffing'"/></kenmerk>
            <datum><xsl:value-of select="normalize-space(einde)"/></datum>
            <gebeurtenistype>
              <xsl:value-of select="if (maatregel = 'curatele') then 'nl.curatelebewindregister.curatele-opgeheven' else 'nl.curatelebewindregister.bewind-opgeheven'"/>
            </gebeurtenistype>
            <xsl:call-template name="bewind">
              <xsl:with-param name="meer" select="einde"/>
              <xsl:with-param name="opheffing" select="true()"/>
            </xsl:call-template>
          </feit>
        </xsl:if>
      </Registermelding>
    </Brongegevens>
  </xsl:template>

  <!-- Van een opheffing alleen het einde: wie vertegenwoordigde is dan voorbij. -->
  <xsl:template name="bewind">
    <xsl:param name="meer" as="element()*"/>
    <xsl:param name="opheffing" as="xs:boolean" select="false()"/>
    <Bewind>
      <nummer><xsl:value-of select="normalize-space(registratieId)"/></nummer>
      <xsl:sequence select="f:veld('maatregel', maatregel)"/>
      <xsl:if test="not($opheffing)">
        <xsl:sequence select="f:veld('grond', grond), f:veld('omvang', omvang)"/>
        <gepubliceerd><xsl:value-of select="xs:boolean(gepubliceerd)"/></gepubliceerd>
      </xsl:if>
      <xsl:sequence select="f:veld('begin', ingang), f:veld('einde', $meer/self::einde)"/>
      <xsl:apply-templates select="$meer/self::vertegenwoordiger"/>
      <xsl:sequence select="f:veld('rechtbank', $meer/self::rechtbank), f:veld('zaaknummer', $meer/self::zaaknummer)"/>
      <xsl:call-template name="herkomst"/>
    </Bewind>
  </xsl:template>

  <xsl:template match="vertegenwoordiger">
    <vertegenwoordiger>
      <xsl:sequence select="f:veld('naam', naam), f:veld('organisatie', organisatie), f:veld('kvkNummer', kvkNummer)"/>
      <xsl:for-each select="adres">
        <adres>
          <soort>adres</soort>
          <xsl:sequence select="f:veld('straat', straat), f:veld('huisnummer', huisnummer), f:veld('postcode', postcode), f:veld('woonplaats', woonplaats)"/>
        </adres>
      </xsl:for-each>
      <xsl:sequence select="f:veld('sinds', sinds), f:veld('tot', tot)"/>
    </vertegenwoordiger>
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
