<?xml version="1.0" encoding="UTF-8"?>
<!--
  Kennisgeving npsLk01 van StUF-BG 03.10 naar canonieke Gebeurtenissen: een voor elk feit dat veranderde. Uitleg per veld: README.md.
  Het eerste object is hoe het was, het tweede hoe het wordt. Alleen noValue "geenWaarde" zegt dat iets er niet (meer) is; elke
  andere noValue zegt niets over de werkelijkheid.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:StUF="http://www.egem.nl/StUF/StUF0301"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="http://www.egem.nl/StUF/sector/bg/0310"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- De dossiersleutel: 64 hexadecimale tekens, nooit het burgerservicenummer. -->
  <xsl:param name="onderwerp" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="veld" on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:variable name="kennisgeving" select="(soap:Envelope/soap:Body/*, *)[1]/self::npsLk01"/>
    <xsl:if test="empty($kennisgeving)">
      <xsl:message terminate="yes" error-code="KB-STUF-VORM">Dit is geen kennisgeving npsLk01 van StUF-BG 03.10.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="$kennisgeving"/>
  </xsl:template>

  <!-- Wat deze stylesheet kan maken; de catalogus (config/gebeurtenistypen.yaml) noemt dezelfde. -->
  <xsl:variable name="typen" as="xs:string+" select="
      'nl.brp.persoon-toegevoegd',
      'nl.brp.persoon-verwijderd',
      'nl.brp.persoon-overleden',
      'nl.brp.persoon-overleden-gecorrigeerd',
      'nl.brp.persoon-overleden-ingetrokken',
      'nl.brp.persoon-verhuisd',
      'nl.brp.persoon-verhuisd-gecorrigeerd',
      'nl.brp.persoon-geemigreerd',
      'nl.brp.persoon-geemigreerd-gecorrigeerd',
      'nl.brp.persoon-vertrokken-onbekend-waarheen',
      'nl.brp.persoon-vertrokken-onbekend-waarheen-gecorrigeerd',
      'nl.brp.partnerschap-gewijzigd',
      'nl.brp.partnerschap-gewijzigd-gecorrigeerd',
      'nl.brp.partnerschap-gewijzigd-ingetrokken',
      'nl.brp.kind-gewijzigd',
      'nl.brp.kind-gewijzigd-gecorrigeerd',
      'nl.brp.kind-gewijzigd-ingetrokken',
      'nl.brp.geheimhouding-gewijzigd',
      'nl.brp.geheimhouding-gewijzigd-gecorrigeerd',
      'nl.brp.bijhouding-opgeschort',
      'nl.brp.bijhouding-opgeschort-gecorrigeerd',
      'nl.brp.curatele-geregistreerd',
      'nl.brp.curatele-geregistreerd-ingetrokken',
      'nl.brp.curatele-beeindigd',
      'nl.brp.persoon-gewijzigd',
      'nl.brp.persoon-gewijzigd-gecorrigeerd'"/>

  <xsl:template match="npsLk01">
    <!-- Van wie het dossier dan is, beslist een mens. -->
    <xsl:if test="object/@StUF:verwerkingssoort = ('S', 'O')">
      <xsl:message terminate="yes" error-code="KB-STUF-SLEUTEL">Een nummer dat wijzigt of twee personen die een blijken, is geen wijziging van een persoon.</xsl:message>
    </xsl:if>
    <xsl:variable name="soort" select="string(parameters/StUF:mutatiesoort)"/>
    <xsl:variable name="oud" select="object[$soort ne 'T'][1]"/>
    <xsl:variable name="nieuw" select="object[$soort ne 'V'][last()]"/>
    <xsl:variable name="feiten" as="map(*)*" select="
        if ($soort = 'T') then f:feit('persoon-toegevoegd', $alleVelden, ())
        else if ($soort = 'V') then f:feit('persoon-verwijderd', $alleVelden, ())
        else f:veranderingen($oud, $nieuw, $soort = ('C', 'F'))"/>
    <Gebeurtenissen>
      <xsl:for-each select="$feiten">
        <xsl:variable name="feit" select="."/>
        <Gebeurtenis versie="1">
          <id><xsl:value-of select="f:id(position())"/></id>
          <type><xsl:value-of select="f:type($feit?type)"/></type>
          <bron><xsl:value-of select="$bronUrn"/></bron>
          <geregistreerd><xsl:value-of select="$geregistreerd"/></geregistreerd>
          <plaatsgevonden><xsl:value-of select="($feit?datum, f:geldigheid($nieuw), $geregistreerd)[1]"/></plaatsgevonden>
          <onderwerp><xsl:value-of select="$onderwerp"/></onderwerp>
          <correlatie><xsl:value-of select="$berichtId"/></correlatie>
          <xsl:if test="position() gt 1">
            <oorzaak><xsl:value-of select="$berichtId"/></oorzaak>
          </xsl:if>
          <inhoud>
            <Wijziging>
              <Schuldenaar>
                <rol>schuldenaar</rol>
                <xsl:apply-templates select="($nieuw, $oud)[1]/inp.bsn" mode="veld"/>
                <xsl:apply-templates select="($nieuw/inp.indicatieGeheim[f:heeft(.)], $oud/inp.indicatieGeheim[f:heeft(.)])[1]" mode="veld"/>
                <xsl:sequence select="f:herkomst()"/>
              </Schuldenaar>
              <xsl:for-each select="$oud">
                <oud><xsl:sequence select="f:persoon(., $feit?velden)"/></oud>
              </xsl:for-each>
              <xsl:for-each select="$nieuw">
                <nieuw><xsl:sequence select="f:persoon(., $feit?velden)"/></nieuw>
              </xsl:for-each>
            </Wijziging>
          </inhoud>
        </Gebeurtenis>
      </xsl:for-each>
    </Gebeurtenissen>
  </xsl:template>

  <xsl:variable name="alleVelden" as="xs:string*" select="
      'naam', 'geboortedatum', 'verblijfsadres', 'sub.verblijfBuitenland', 'inp.indicatieGeheim', 'overlijdensdatum',
      'ing.indicatieCurateleRegister', 'inp.redenOpschortingBijhouding', 'inp.heeftAlsEchtgenootPartner', 'inp.heeftAlsKinderen'"/>

  <xsl:function name="f:type" as="xs:string">
    <xsl:param name="feit" as="xs:string"/>
    <xsl:variable name="type" select="'nl.brp.' || $feit"/>
    <xsl:if test="not($type = $typen)">
      <xsl:message terminate="yes" error-code="KB-STUF-TYPE" expand-text="yes">{$type} staat niet in de lijst van gebeurtenistypen.</xsl:message>
    </xsl:if>
    <xsl:sequence select="$type"/>
  </xsl:function>

  <xsl:function name="f:feit" as="map(*)">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="velden" as="xs:string*"/>
    <xsl:param name="datum" as="element()?"/>
    <xsl:map>
      <xsl:map-entry key="'type'" select="$type"/>
      <xsl:map-entry key="'velden'" select="$velden"/>
      <xsl:map-entry key="'datum'" select="$datum[f:heeft(.)]/f:datum(.)"/>
    </xsl:map>
  </xsl:function>

  <!-- Welke feiten veranderden. Een correctie zegt dat het eerder gemelde fout was. -->
  <xsl:function name="f:veranderingen" as="map(*)*">
    <xsl:param name="oud" as="element()"/>
    <xsl:param name="nieuw" as="element()"/>
    <xsl:param name="correctie" as="xs:boolean"/>
    <xsl:variable name="anders" select="if ($correctie) then '-gecorrigeerd' else ''"/>
    <xsl:variable name="gevonden" as="map(*)*">
      <xsl:choose>
        <xsl:when test="f:heeft($nieuw/overlijdensdatum) and not(f:heeft($oud/overlijdensdatum))">
          <xsl:sequence select="f:feit('persoon-overleden', 'overlijdensdatum', $nieuw/overlijdensdatum)"/>
        </xsl:when>
        <xsl:when test="f:verschilt($oud/overlijdensdatum, $nieuw/overlijdensdatum)">
          <xsl:sequence select="f:feit('persoon-overleden-gecorrigeerd', 'overlijdensdatum', $nieuw/overlijdensdatum)"/>
        </xsl:when>
        <xsl:when test="f:heeft($oud/overlijdensdatum) and f:leeg($nieuw/overlijdensdatum)">
          <xsl:sequence select="f:feit('persoon-overleden-ingetrokken', 'overlijdensdatum', ())"/>
        </xsl:when>
      </xsl:choose>
      <xsl:if test="$nieuw/verblijfsadres[*] and not(deep-equal($oud/verblijfsadres, $nieuw/verblijfsadres))">
        <xsl:sequence select="f:feit('persoon-verhuisd' || $anders, ('verblijfsadres', 'sub.verblijfBuitenland', 'inp.indicatieGeheim'), $nieuw/verblijfsadres/begindatumVerblijf)"/>
      </xsl:if>
      <xsl:if test="$nieuw/sub.verblijfBuitenland[*] and not(deep-equal($oud/sub.verblijfBuitenland, $nieuw/sub.verblijfBuitenland))">
        <xsl:sequence select="f:feit(
            (if (f:inBuitenland($nieuw/sub.verblijfBuitenland)) then 'persoon-geemigreerd' else 'persoon-vertrokken-onbekend-waarheen') || $anders,
            ('verblijfsadres', 'sub.verblijfBuitenland', 'inp.indicatieGeheim'), ())"/>
      </xsl:if>
      <xsl:for-each select="'inp.heeftAlsEchtgenootPartner', 'inp.heeftAlsKinderen'">
        <xsl:variable name="naam" select="."/>
        <xsl:variable name="soorten" select="$nieuw/*[local-name() = $naam]/@StUF:verwerkingssoort[. = ('T', 'W', 'V', 'E', 'R')]"/>
        <xsl:if test="exists($soorten)">
          <xsl:sequence select="f:feit(
              (if ($naam = 'inp.heeftAlsKinderen') then 'kind-gewijzigd' else 'partnerschap-gewijzigd')
              || (if (every $soort in $soorten satisfies $soort = 'V') then '-ingetrokken' else $anders),
              $naam, $nieuw/*[local-name() = $naam]/(datumOntbinding, datumSluiting)[f:heeft(.)][1])"/>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="f:heeft($nieuw/inp.indicatieGeheim) and f:heeft($oud/inp.indicatieGeheim) and f:verschilt($oud/inp.indicatieGeheim, $nieuw/inp.indicatieGeheim)">
        <xsl:sequence select="f:feit('geheimhouding-gewijzigd' || $anders, 'inp.indicatieGeheim', ())"/>
      </xsl:if>
      <xsl:if test="$nieuw/inp.redenOpschortingBijhouding[f:heeft(.)][not(. = ($oud/inp.redenOpschortingBijhouding, 'O', 'E'))]">
        <xsl:sequence select="f:feit('bijhouding-opgeschort' || $anders, 'inp.redenOpschortingBijhouding', $nieuw/inp.datumOpschortingBijhouding)"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="f:heeft($nieuw/ing.indicatieCurateleRegister) and not(f:heeft($oud/ing.indicatieCurateleRegister))">
          <xsl:sequence select="f:feit('curatele-geregistreerd', 'ing.indicatieCurateleRegister', ())"/>
        </xsl:when>
        <xsl:when test="f:heeft($oud/ing.indicatieCurateleRegister) and f:leeg($nieuw/ing.indicatieCurateleRegister)">
          <xsl:sequence select="f:feit(if ($correctie) then 'curatele-geregistreerd-ingetrokken' else 'curatele-beeindigd', 'ing.indicatieCurateleRegister', ())"/>
        </xsl:when>
      </xsl:choose>
    </xsl:variable>
    <!-- Iets anders (een naam, een reisdocument): het feit dat de bron iets liet weten blijft staan. -->
    <xsl:sequence select="if (exists($gevonden)) then $gevonden else f:feit('persoon-gewijzigd' || $anders, ('naam', 'geboortedatum'), ())"/>
  </xsl:function>

  <xsl:function name="f:heeft" as="xs:boolean">
    <xsl:param name="veld" as="element()?"/>
    <xsl:sequence select="normalize-space($veld) ne ''"/>
  </xsl:function>

  <xsl:function name="f:leeg" as="xs:boolean">
    <xsl:param name="veld" as="element()?"/>
    <xsl:sequence select="$veld/@StUF:noValue = 'geenWaarde'"/>
  </xsl:function>

  <xsl:function name="f:verschilt" as="xs:boolean">
    <xsl:param name="oud" as="element()?"/>
    <xsl:param name="nieuw" as="element()?"/>
    <xsl:sequence select="f:heeft($oud) and f:heeft($nieuw) and not($oud = $nieuw and f:onvolledig($oud) = f:onvolledig($nieuw))"/>
  </xsl:function>

  <!--
    Het bericht zelf, en voor elk volgend feit een nummer hoger, met onthouden door beide laatste groepen: ongelijk aan elkaar, na het
    bericht in volgorde, en bij herhaling hetzelfde.
  -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="nummer" as="xs:integer"/>
    <xsl:variable name="laag" select="f:hexadecimaal(f:getal(translate(substring($berichtId, 20), '-', '')) + $nummer - 1)"/>
    <xsl:sequence select="substring($berichtId, 1, 19) || substring($laag, 1, 4) || '-' || substring($laag, 5)"/>
  </xsl:function>

  <xsl:variable name="cijfers" as="xs:string" select="'0123456789abcdef'"/>

  <xsl:function name="f:getal" as="xs:integer">
    <xsl:param name="hexadecimaal" as="xs:string"/>
    <xsl:sequence select="
        fold-left(string-to-codepoints(lower-case($hexadecimaal)), 0,
            function($tot, $teken) {$tot * 16 + string-length(substring-before($cijfers, codepoints-to-string($teken)))})"/>
  </xsl:function>

  <xsl:function name="f:hexadecimaal" as="xs:string">
    <xsl:param name="getal" as="xs:integer"/>
    <xsl:sequence select="(if ($getal ge 16) then f:hexadecimaal($getal idiv 16) else '') || substring($cijfers, $getal mod 16 + 1, 1)"/>
  </xsl:function>

  <xsl:function name="f:onvolledig" as="xs:string">
    <xsl:param name="datum" as="element()"/>
    <xsl:sequence select="string(($datum/@StUF:indOnvolledigeDatum, 'V')[1])"/>
  </xsl:function>

  <!-- J: niets bekend, M: alleen het jaar, D: jaar en maand, V: volledig. Er wordt nooit iets ingevuld. -->
  <xsl:function name="f:datum" as="xs:string">
    <xsl:param name="datum" as="element()"/>
    <xsl:variable name="delen" select="substring($datum, 1, 4), substring($datum, 5, 2), substring($datum, 7, 2)"/>
    <xsl:variable name="aantal" select="map {'J': 0, 'M': 1, 'D': 2, 'V': 3}(f:onvolledig($datum))"/>
    <xsl:sequence select="if ($aantal = 0) then 'onbekend' else string-join(subsequence($delen, 1, $aantal), '-')"/>
  </xsl:function>

  <xsl:function name="f:geldigheid" as="xs:string?">
    <xsl:param name="object" as="element()?"/>
    <xsl:for-each select="$object/StUF:tijdvakGeldigheid/StUF:beginGeldigheid[f:heeft(.)]">
      <xsl:sequence select="f:datum(.)"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:inBuitenland" as="xs:boolean">
    <xsl:param name="verblijf" as="element()"/>
    <xsl:sequence select="f:heeft($verblijf/lnd.landcode) and not($verblijf/lnd.landcode = ('0000', '9999'))"/>
  </xsl:function>

  <xsl:function name="f:herkomst" as="element()">
    <herkomst>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <berichtId><xsl:value-of select="$berichtId"/></berichtId>
      <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
    </herkomst>
  </xsl:function>

  <!-- Alleen de velden waar het om gaat, in de volgorde van het model. -->
  <xsl:function name="f:persoon" as="element()">
    <xsl:param name="object" as="element()"/>
    <xsl:param name="velden" as="xs:string*"/>
    <Persoon>
      <xsl:apply-templates select="$object/inp.bsn" mode="veld"/>
      <xsl:if test="$velden = 'naam'">
        <xsl:where-populated>
          <naam>
            <xsl:sequence select="
                f:veld('voornamen', $object/voornamen),
                f:veld('voorletters', $object/voorletters),
                f:veld('voorvoegsel', $object/voorvoegselGeslachtsnaam),
                f:veld('geslachtsnaam', $object/geslachtsnaam)"/>
          </naam>
        </xsl:where-populated>
      </xsl:if>
      <xsl:for-each select="$object/geboortedatum[$velden = 'geboortedatum'][f:heeft(.)]">
        <geboortedatum><xsl:value-of select="f:datum(.)"/></geboortedatum>
      </xsl:for-each>
      <xsl:apply-templates mode="veld" select="
          $object/(verblijfsadres, sub.verblijfBuitenland)[local-name() = $velden][*],
          $object/inp.indicatieGeheim[local-name() = $velden][f:heeft(.)],
          $object/overlijdensdatum[local-name() = $velden],
          $object/ing.indicatieCurateleRegister[local-name() = $velden],
          $object/inp.redenOpschortingBijhouding[local-name() = $velden][f:heeft(.)]"/>
      <xsl:if test="$velden = 'inp.heeftAlsEchtgenootPartner' and $object/inp.heeftAlsEchtgenootPartner">
        <partnerschappen>
          <xsl:apply-templates select="$object/inp.heeftAlsEchtgenootPartner[gerelateerde]" mode="veld"/>
        </partnerschappen>
      </xsl:if>
      <xsl:if test="$velden = 'inp.heeftAlsKinderen' and $object/inp.heeftAlsKinderen">
        <kinderen>
          <xsl:apply-templates select="$object/inp.heeftAlsKinderen[gerelateerde]" mode="veld"/>
        </kinderen>
      </xsl:if>
      <xsl:sequence select="f:herkomst()"/>
    </Persoon>
  </xsl:function>

  <xsl:function name="f:veld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="veld" as="element()?"/>
    <xsl:if test="f:heeft($veld)">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($veld)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:template match="inp.bsn" mode="veld">
    <xsl:sequence select="f:veld('bsn', .)"/>
  </xsl:template>

  <xsl:template match="inp.indicatieGeheim" mode="veld">
    <geheimhouding><xsl:value-of select=". ne '0'"/></geheimhouding>
  </xsl:template>

  <xsl:template match="overlijdensdatum" mode="veld">
    <xsl:choose>
      <xsl:when test="f:heeft(.)">
        <overleden>true</overleden>
        <datumOverlijden><xsl:value-of select="f:datum(.)"/></datumOverlijden>
      </xsl:when>
      <xsl:when test="f:leeg(.)"><overleden>false</overleden></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ing.indicatieCurateleRegister" mode="veld">
    <xsl:if test="f:heeft(.) or f:leeg(.)">
      <curatele><xsl:value-of select="f:heeft(.)"/></curatele>
    </xsl:if>
  </xsl:template>

  <xsl:template match="inp.redenOpschortingBijhouding" mode="veld">
    <bijhoudingOpgeschort>
      <xsl:sequence select="f:veld('redencode', .)"/>
      <xsl:for-each select="../inp.datumOpschortingBijhouding[f:heeft(.)]">
        <datum><xsl:value-of select="f:datum(.)"/></datum>
      </xsl:for-each>
    </bijhoudingOpgeschort>
  </xsl:template>

  <xsl:template match="verblijfsadres" mode="veld">
    <adres>
      <soort><xsl:value-of select="if (f:heeft(inp.locatiebeschrijving) and not(f:heeft(aoa.huisnummer))) then 'locatie' else 'adres'"/></soort>
      <xsl:sequence select="
          f:veld('straat', (gor.openbareRuimteNaam, gor.straatnaam)[f:heeft(.)][1]),
          f:veld('huisnummer', aoa.huisnummer),
          f:veld('huisletter', aoa.huisletter),
          f:veld('huisnummertoevoeging', aoa.huisnummertoevoeging)"/>
      <xsl:for-each select="aoa.postcode[f:heeft(.)]">
        <postcode><xsl:value-of select="upper-case(.)"/></postcode>
      </xsl:for-each>
      <xsl:sequence select="
          f:veld('woonplaats', wpl.woonplaatsNaam),
          f:veld('locatiebeschrijving', inp.locatiebeschrijving),
          f:veld('adresseerbaarObject', aoa.identificatie)"/>
      <xsl:for-each select="begindatumVerblijf[f:heeft(.)]">
        <datumVan><xsl:value-of select="f:datum(.)"/></datumVan>
      </xsl:for-each>
    </adres>
  </xsl:template>

  <xsl:template match="sub.verblijfBuitenland" mode="veld">
    <adres>
      <soort><xsl:value-of select="if (f:inBuitenland(.)) then 'buitenland' else 'onbekend'"/></soort>
      <xsl:sequence select="
          f:veld('regel', sub.adresBuitenland1),
          f:veld('regel', sub.adresBuitenland2),
          f:veld('regel', sub.adresBuitenland3),
          f:veld('landcode', lnd.landcode[f:inBuitenland(..)]),
          f:veld('land', lnd.landnaam)"/>
    </adres>
  </xsl:template>

  <xsl:template match="inp.heeftAlsEchtgenootPartner" mode="veld">
    <partnerschap>
      <xsl:sequence select="f:veld('bsn', gerelateerde/inp.bsn), f:veld('soort', soortVerbintenis)"/>
      <xsl:for-each select="datumSluiting[f:heeft(.)]">
        <begin><xsl:value-of select="f:datum(.)"/></begin>
      </xsl:for-each>
      <xsl:for-each select="datumOntbinding[f:heeft(.)]">
        <ontbinding><xsl:value-of select="f:datum(.)"/></ontbinding>
      </xsl:for-each>
    </partnerschap>
  </xsl:template>

  <xsl:template match="inp.heeftAlsKinderen" mode="veld">
    <kind>
      <xsl:sequence select="f:veld('bsn', gerelateerde/inp.bsn)"/>
      <xsl:for-each select="gerelateerde/geboortedatum[f:heeft(.)]">
        <geboortedatum><xsl:value-of select="f:datum(.)"/></geboortedatum>
      </xsl:for-each>
    </kind>
  </xsl:template>
</xsl:stylesheet>
