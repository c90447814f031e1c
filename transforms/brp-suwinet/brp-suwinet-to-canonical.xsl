<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord AanvraagPersoonResponse naar canonieke Personen. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:brp="http://bkwi.nl/SuwiML/Diensten/BRPDossierPersoonGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('brp:AanvraagPersoonResponse')"/>

  <xsl:variable name="hoofdelement" select="'Personen'"/>

  <xsl:template match="brp:AanvraagPersoonResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi" mode="objecten"/>
  </xsl:template>

  <!-- Wat historisch is (ook wat als onjuist is aangemerkt), doet niet mee: alleen de actuele stand. -->
  <xsl:template match="ClientSuwi" mode="objecten">
    <Persoon>
      <xsl:sequence select="s:tekst('bsn', Burgerservicenr)"/>
      <xsl:where-populated>
        <naam>
          <xsl:sequence select="
              s:tekst('voornamen', Voornamen),
              s:tekst('voorvoegsel', Voorvoegsel),
              s:tekst('geslachtsnaam', SignificantDeelVanDeAchternaam)"/>
        </naam>
      </xsl:where-populated>
      <xsl:sequence select="s:datum('geboortedatum', Geboortedat)"/>
      <xsl:apply-templates select="(FeitelijkAdresBuitenland, DomicilieAdres, Correspondentieadres)[1]" mode="objecten"/>
      <!-- Zonder indicatie is niet bekend dat het mag: dan ontbreekt het element, en dat geldt als geheim. -->
      <xsl:for-each select="CdBrpGegevensGeheim">
        <geheimhouding><xsl:value-of select=". ne '0'"/></geheimhouding>
      </xsl:for-each>
      <overleden><xsl:value-of select="exists(Overlijden/(DatOverlijden, CdGemeenteOverlijden, PlaatsOverlijden, LandOverlijden)) or InschrijvingsgegevensBrp/CdRedenOpschortingBijhoudingPl = 'O'"/></overleden>
      <xsl:sequence select="s:datum('datumOverlijden', Overlijden/DatOverlijden), s:indicatie('curatele', Gezagsverhouding/IndCuratelestelling)"/>
      <xsl:for-each select="InschrijvingsgegevensBrp[CdRedenOpschortingBijhoudingPl or DatOpschortingBijhoudingPl]">
        <bijhoudingOpgeschort>
          <xsl:sequence select="s:tekst('redencode', CdRedenOpschortingBijhoudingPl), s:datum('datum', DatOpschortingBijhoudingPl)"/>
        </bijhoudingOpgeschort>
      </xsl:for-each>
      <partnerschappen>
        <xsl:apply-templates select="Huwelijk" mode="objecten"/>
      </partnerschappen>
      <kinderen>
        <xsl:apply-templates select="Kind" mode="objecten"/>
      </kinderen>
      <!-- Een onderzoek met een einddatum is voorbij. -->
      <xsl:variable name="onderzoek" select="distinct-values((*, Overlijden/*, Huwelijk/*, Kind/*, Gezagsverhouding/*)[starts-with(local-name(), 'OnderzoekGeg')][not(DatEOnderzoek)]/lower-case(substring-after(local-name(), 'OnderzoekGeg')))"/>
      <inOnderzoek><xsl:value-of select="exists($onderzoek)"/></inOnderzoek>
      <xsl:for-each select="$onderzoek">
        <onderdeelInOnderzoek><xsl:value-of select="."/></onderdeelInOnderzoek>
      </xsl:for-each>
      <xsl:sequence select="s:herkomst()"/>
    </Persoon>
  </xsl:template>

  <xsl:template match="DomicilieAdres | Correspondentieadres" mode="objecten">
    <adres>
      <soort><xsl:value-of select="if (Locatieoms and not(Straatnaam or NaamOpenbareRuimte)) then 'locatie' else 'adres'"/></soort>
      <xsl:sequence select="
          s:tekst('straat', (NaamOpenbareRuimte, Straatnaam)[normalize-space()][1]),
          s:tekst('huisnummer', Huisnr[number() gt 0]),
          s:tekst('huisletter', Huisletter),
          s:tekst('huisnummertoevoeging', Huisnrtoevoeging),
          s:tekst('aanduidingBijHuisnummer', AanduidingBijHuisnr)"/>
      <xsl:for-each select="Postcd[normalize-space()]">
        <postcode><xsl:value-of select="upper-case(.)"/></postcode>
      </xsl:for-each>
      <xsl:sequence select="
          s:tekst('woonplaats', Woonplaatsnaam),
          s:tekst('locatiebeschrijving', Locatieoms),
          s:tekst('adresseerbaarObject', IdentificatiecdVerblijfplaats),
          s:datum('datumVan', ../AangifteAdreshoudingBrp/DatBAdreshoudingBrp)"/>
    </adres>
  </xsl:template>

  <!-- Land 0000: vertrokken onbekend waarheen. -->
  <xsl:template match="FeitelijkAdresBuitenland" mode="objecten">
    <adres>
      <soort><xsl:value-of select="if (LandAdresBuitenland[. ne '0000']) then 'buitenland' else 'onbekend'"/></soort>
      <xsl:sequence select="
          s:tekst('regel', Adresregel1Buitenland),
          s:tekst('regel', Adresregel2Buitenland),
          s:tekst('regel', Adresregel3Buitenland),
          s:tekst('landcode', LandAdresBuitenland[. ne '0000']),
          s:datum('datumVan', DatBAdresBuitenland)"/>
    </adres>
  </xsl:template>

  <xsl:template match="Huwelijk" mode="objecten">
    <partnerschap>
      <xsl:sequence select="
          s:tekst('bsn', Partner/Burgerservicenr),
          s:datum('begin', DatHuwelijkssluiting),
          s:datum('ontbinding', DatOntbindingHuwelijk)"/>
    </partnerschap>
  </xsl:template>

  <xsl:template match="Kind" mode="objecten">
    <kind>
      <xsl:sequence select="s:tekst('bsn', Burgerservicenr), s:datum('geboortedatum', Geboortedat)"/>
    </kind>
  </xsl:template>
</xsl:stylesheet>
