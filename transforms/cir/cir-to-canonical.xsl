<?xml version="1.0" encoding="UTF-8"?>
<!--
  Een insolventie uit het Centraal Insolventieregister (antwoord op getCase) naar canonieke Brongegevens, en zijn lijsten van wat
  wijzigde en verdween naar een Registerlijst. Het register kent geen burgerservicenummer: om wie het gaat, is hier nog niet bekend.
  Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="http://www.rechtspraak.nl/namespaces/inspubber01"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <!-- Gebeurtenis bij publicatiesoort. Sommige codes beeindigen het ene en openen het andere: dan staan ze op twee regels. -->
  <xsl:variable name="soorten" as="map(xs:string, xs:string+)" select="
      map {
        'nl.insolventieregister.faillissement-uitgesproken': ('1300', '1301', '1302', '1303', '1304', '1305', '1306', '1100', '1101', '1200', '1201', '2354'),
        'nl.insolventieregister.faillissement-beeindigd': ('1316', '1317', '1318', '1319', '1324', '1333', '2304', '2101', '2201'),
        'nl.insolventieregister.faillissement-vernietigd': ('1320', '1102', '1202', '2337'),
        'nl.insolventieregister.wsnp-uitgesproken': ('2301', '2302', '2303', '2304', '2305', '2306', '2307', '2100', '2101', '2200', '2201'),
        'nl.insolventieregister.wsnp-definitief': ('2308'),
        'nl.insolventieregister.wsnp-herleefd': ('2102', '2202', '2337'),
        'nl.insolventieregister.wsnp-beeindigd': ('2328', '2329', '2330', '2331', '2332', '2333', '2334', '2335', '2354', '1301', '1101', '1201'),
        'nl.insolventieregister.schone-lei-verleend': ('2331', '2332'),
        'nl.insolventieregister.schone-lei-ontnomen': ('2336'),
        'nl.insolventieregister.surseance-verleend': ('3300', '3301', '3302', '3100', '3200'),
        'nl.insolventieregister.surseance-verlengd': ('3303'),
        'nl.insolventieregister.surseance-beeindigd': ('3307', '3308', '3309', '3313'),
        'nl.insolventieregister.curator-vervangen': ('1307'),
        'nl.insolventieregister.bewindvoerder-vervangen': ('2309', '3304'),
        'nl.insolventieregister.rechter-commissaris-vervangen': ('1328', '2349', '3311'),
        'nl.insolventieregister.insolventie-overgedragen': ('1334', '2355', '3314', '1329', '2350', '3316'),
        'nl.insolventieregister.rectificatie': ('1323', '2300', '3310'),
        'nl.insolventieregister.insolventie-ingetrokken': ('1336', '2356', '3315'),
        'nl.insolventieregister.adres-gewijzigd': ('1331', '2352')
      }"/>

  <!-- Publicaties over de afwikkeling: zij blijven in de zaak en maken geen gebeurtenis. -->
  <xsl:variable name="zonderGebeurtenis" as="xs:string+" select="
      '1308', '1309', '1310', '1311', '1312', '1313', '1314', '1315', '1322', '1325', '1326', '1330', '1332', '1335', '2310', '2311', '2312', '2313',
      '2314', '2315', '2316', '2317', '2318', '2319', '2320', '2321', '2322', '2323', '2324', '2325', '2326', '2327', '2338', '2339', '2340', '2341',
      '2342', '2343', '2344', '2345', '2346', '2347', '2348', '2351', '2353', '3101', '3102', '3201', '3202', '3305', '3306'"/>

  <xsl:mode on-no-match="deep-skip"/>

  <!-- In een envelop van SOAP 1.1 of 1.2, of zonder. -->
  <xsl:template match="/">
    <xsl:variable name="antwoord" select="(.//inspubWebserviceInsolvente | .//publicatieLijst | .//verwijderdePublicatieLijst)[1]"/>
    <xsl:if test="empty($antwoord)">
      <xsl:message terminate="yes" error-code="KB-CIR-VORM">Dit is geen antwoord van het Centraal Insolventieregister.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="$antwoord"/>
  </xsl:template>

  <xsl:template match="inspubWebserviceInsolvente">
    <Brongegevens uitkomst="{f:uitkomst(.)}">
      <xsl:apply-templates/>
    </Brongegevens>
  </xsl:template>

  <!-- Een lijst zonder iets erin is een goed antwoord: er wijzigde of verdween niets. -->
  <xsl:template match="publicatieLijst | verwijderdePublicatieLijst">
    <Registerlijst uitkomst="{f:uitkomst(.)}" stand="{@extractiedatum}">
      <xsl:apply-templates/>
    </Registerlijst>
  </xsl:template>

  <xsl:template match="publicatieLijst/publicatieKenmerk">
    <gewijzigd><xsl:value-of select="."/></gewijzigd>
  </xsl:template>

  <xsl:template match="verwijderdeInsolventie">
    <verwijderd>
      <xsl:sequence select="f:veld('nummer', insolventienummer), f:veld('kenmerk', publicatieKenmerk), f:veld('reden', reden)"/>
    </verwijderd>
  </xsl:template>

  <!-- exceptie 1: niets gevonden. Al het andere is een fout van de vraag of van het register. -->
  <xsl:function name="f:uitkomst" as="xs:string">
    <xsl:param name="antwoord" as="element()"/>
    <xsl:sequence select="
        if ($antwoord/exceptie/@errorcode = '1') then 'niets-gevonden'
        else if ($antwoord/exceptie) then 'fout'
        else if ($antwoord/(insolvente | publicatieKenmerk | verwijderdeInsolventie)) then 'gevonden'
        else 'niets-gevonden'"/>
  </xsl:function>

  <xsl:template match="exceptie[@errorcode ne '1']">
    <melding soort="fout">
      <code><xsl:value-of select="@errorcode"/></code>
      <tekst><xsl:value-of select="normalize-space()"/></tekst>
    </melding>
  </xsl:template>

  <xsl:template match="insolvente">
    <Insolventie>
      <nummer><xsl:value-of select="insolventienummer"/></nummer>
      <soort><xsl:value-of select="map {'F': 'faillissement', 'S': 'surseance', 'R': 'schuldsanering'}(substring(insolventienummer, 1, 1))"/></soort>
      <xsl:sequence select="f:veld('vorigNummer', vorigInsolventienummer)"/>
      <rechtbank>
        <xsl:sequence select="f:veld('code', behandelendeInstantieCode), f:veld('naam', behandelendeInstantieNaam)"/>
      </rechtbank>
      <xsl:apply-templates select="persoon, cbvers/cbv, publicatiegeschiedenis/publicatie"/>
      <xsl:sequence select="f:veld('eindeVindbaarheid', eindeVindbaarheid)"/>
      <herkomst>
        <bron><xsl:value-of select="$bronUrn"/></bron>
        <berichtId><xsl:value-of select="$berichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </Insolventie>
  </xsl:template>

  <!-- Waaraan de persoon te herkennen is. Onder een geheim adres gaat geen adres mee. -->
  <xsl:template match="persoon">
    <kenmerken>
      <natuurlijkPersoon><xsl:value-of select="rechtspersoonlijkheid = 'natuurlijk persoon'"/></natuurlijkPersoon>
      <xsl:where-populated>
        <naam>
          <xsl:sequence select="
              f:veld('voornamen', voornaam),
              f:veld('voorletters', voorletters),
              f:veld('voorvoegsel', voorvoegsel),
              f:veld('geslachtsnaam', achternaam)"/>
        </naam>
      </xsl:where-populated>
      <xsl:sequence select="f:veld('geboortedatum', geboortedatum), f:veld('datumOverlijden', overlijdensdatum), f:veld('kvkNummer', KvKNummer)"/>
      <geheimAdres><xsl:value-of select="../adressen/geheimAdres = 'true'"/></geheimAdres>
      <xsl:for-each select="../adressen[geheimAdres = 'false']/adres[adresType = ('WOON', 'VEST')][1]">
        <adres>
          <soort>adres</soort>
          <xsl:sequence select="f:veld('straat', straat), f:veld('huisnummer', huisnummer[. castable as xs:positiveInteger])"/>
          <xsl:sequence select="f:veld('huisnummertoevoeging', huisnummerToevoeging1), f:veld('postcode', postcode), f:veld('woonplaats', plaats)"/>
        </adres>
      </xsl:for-each>
    </kenmerken>
  </xsl:template>

  <xsl:template match="cbv">
    <vertegenwoordiger rol="{if (CB = 'C') then 'curator' else 'bewindvoerder'}">
      <naam>
        <xsl:sequence select="f:veld('voorletters', voorletters), f:veld('voorvoegsel', voorvoegsel), f:veld('geslachtsnaam', achternaam)"/>
      </naam>
      <xsl:sequence select="f:veld('begin', datumBegin), f:veld('einde', datumEind)"/>
    </vertegenwoordiger>
  </xsl:template>

  <xsl:template match="publicatie">
    <publicatie>
      <xsl:sequence select="f:veld('kenmerk', publicatieKenmerk), f:veld('datum', publicatieDatum), f:veld('code', publicatieSoortCode)"/>
      <xsl:for-each select="f:gebeurtenissen(publicatieSoortCode)">
        <gebeurtenistype><xsl:value-of select="."/></gebeurtenistype>
      </xsl:for-each>
    </publicatie>
  </xsl:template>

  <xsl:function name="f:gebeurtenissen" as="xs:string*">
    <xsl:param name="code" as="xs:string"/>
    <xsl:variable name="gevonden" select="sort(map:keys($soorten)[$soorten(.) = $code])" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
    <xsl:sequence select="
        if (exists($gevonden)) then $gevonden
        else if ($code = $zonderGebeurtenis) then ()
        else 'nl.insolventieregister.publicatie-onbekend'"/>
  </xsl:function>

  <xsl:function name="f:veld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="veld" as="element()?"/>
    <xsl:if test="normalize-space($veld) ne ''">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($veld)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
