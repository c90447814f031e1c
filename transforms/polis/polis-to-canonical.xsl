<?xml version="1.0" encoding="UTF-8"?>
<!--
  Antwoord UWVPersoonsIkvInfoResponse van de polisadministratie naar canonieke Inkomsten. Uitleg per veld: README.md.
  Alleen het hoofdelement en de meldingen (FWI) hebben een naamruimte; daaronder staat alles zonder. De meldingen worden op
  lokale naam gelezen, zodat FWI v0203 en v0205 beide werken.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <!-- Het antwoord zelf, of de SOAP-envelop eromheen. -->
  <xsl:template match="/">
    <xsl:variable name="inhoud" select="(soap:Envelope/soap:Body/*, *)[1]"/>
    <xsl:if test="empty(($inhoud/self::*:UWVPersoonsIkvInfoResponse, f:fwi($inhoud)))">
      <xsl:message terminate="yes" error-code="KB-POLIS-VORM">Dit is geen UWVPersoonsIkvInfoResponse en geen melding van Suwinet.</xsl:message>
    </xsl:if>
    <xsl:variable name="meldingen" select="f:fwi($inhoud/descendant-or-self::*)[local-name() = ('Fout', 'Waarschuwing', 'Informatie')]"/>
    <xsl:variable name="uitkomst" select="f:uitkomst($inhoud)"/>
    <Inkomsten uitkomst="{$uitkomst}">
      <xsl:apply-templates select="$meldingen"/>
      <xsl:if test="$uitkomst = 'gevonden'">
        <xsl:for-each select="$inhoud/ClientSuwi/Burgerservicenr">
          <bsn><xsl:value-of select="."/></bsn>
        </xsl:for-each>
        <xsl:apply-templates select="$inhoud/PeriodeGegevensleveringIko, $inhoud/ClientSuwi/Inkomstenverhouding"/>
      </xsl:if>
    </Inkomsten>
  </xsl:template>

  <!-- Gegevens tellen, ook met een waarschuwing erbij. Een fout naast gegevens maakt het antwoord onvolledig: dan gaan de gegevens niet mee en wordt niets afgeleid. -->
  <xsl:function name="f:uitkomst" as="xs:string">
    <xsl:param name="antwoord" as="element()"/>
    <xsl:variable name="fwi" select="f:fwi($antwoord/descendant-or-self::*)/local-name()"/>
    <xsl:choose>
      <xsl:when test="$fwi = 'NietGerechtigd'">niet-gerechtigd</xsl:when>
      <xsl:when test="$fwi = 'Fout'">fout</xsl:when>
      <xsl:when test="$antwoord/ClientSuwi">gevonden</xsl:when>
      <xsl:when test="$fwi = 'NietVanToepassing'">niet-van-toepassing</xsl:when>
      <xsl:when test="$fwi = 'NietsGevonden'">niets-gevonden</xsl:when>
      <xsl:otherwise>fout</xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- De elementen uit een van de FWI-naamruimten. -->
  <xsl:function name="f:fwi" as="element()*">
    <xsl:param name="elementen" as="element()*"/>
    <xsl:sequence select="$elementen[
        starts-with(namespace-uri(), 'http://bkwi.nl/SuwiML/FWI/')
        or parent::*[starts-with(namespace-uri(), 'http://bkwi.nl/SuwiML/FWI/')]]"/>
  </xsl:function>

  <xsl:template match="*:Fout | *:Waarschuwing | *:Informatie">
    <melding soort="{lower-case(local-name())}">
      <code><xsl:value-of select="*:Code"/></code>
      <tekst><xsl:value-of select="*:Tekst"/></tekst>
      <xsl:for-each select="*:Detail">
        <detail><xsl:value-of select="."/></detail>
      </xsl:for-each>
      <xsl:for-each select="*:Bron">
        <bron><xsl:value-of select="normalize-space()"/></bron>
      </xsl:for-each>
    </melding>
  </xsl:template>

  <xsl:template match="PeriodeGegevensleveringIko">
    <periodeGeleverd>
      <xsl:sequence select="f:datumveld('begin', DatBPeriode), f:datumveld('einde', DatEPeriode)"/>
    </periodeGeleverd>
  </xsl:template>

  <xsl:template match="Inkomstenverhouding">
    <xsl:variable name="eenheid" select="AdministratieveEenheid"/>
    <xsl:variable name="naam" select="f:werkgeversnaam($eenheid)"/>
    <Inkomstenverhouding>
      <xsl:for-each select="$eenheid/Loonheffingennr">
        <loonheffingennummer><xsl:value-of select="."/></loonheffingennummer>
      </xsl:for-each>
      <xsl:if test="$naam ne ''">
        <werkgeversnaam><xsl:value-of select="$naam"/></werkgeversnaam>
      </xsl:if>
      <xsl:for-each select="VolgnrIkv">
        <volgnummer><xsl:value-of select="xs:integer(.)"/></volgnummer>
      </xsl:for-each>
      <xsl:sequence select="f:datumveld('begin', DatBIkv), f:datumveld('einde', DatEIkv)"/>
      <xsl:apply-templates select="Inkomstenperiode, Inkomstenopgave"/>
      <herkomst>
        <bron><xsl:value-of select="$bronUrn"/></bron>
        <berichtId><xsl:value-of select="$berichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </Inkomstenverhouding>
  </xsl:template>

  <xsl:template match="Inkomstenperiode">
    <periode>
      <xsl:sequence select="f:datumveld('begin', DatBIkp), f:datumveld('einde', DatEIkp)"/>
      <xsl:for-each select="CdSrtIkv">
        <soort><xsl:value-of select="."/></soort>
      </xsl:for-each>
    </periode>
  </xsl:template>

  <xsl:template match="Inkomstenopgave">
    <Inkomstenopgave>
      <xsl:sequence select="
          f:datumveld('begin', DatBIko),
          f:datumveld('einde', DatEIko),
          f:bedrag('loonLbPh', BedrLoonLbPremieVolksverz),
          f:bedrag('ingehoudenLbPh', BedrIngehoudenLbPremieVolksverz),
          f:bedrag('vakantietoeslag', BedrVakantietoeslag),
          f:bedrag('opgebouwdVakantietoeslag', BedrOpgbRechtVakantietoeslag),
          f:bedrag('extraPeriodesalaris', BedrExtraPrdSalaris),
          f:bedrag('opgebouwdExtraPeriodesalaris', BedrOpgbRechtExtraPrdSalaris)"/>
    </Inkomstenopgave>
  </xsl:template>

  <xsl:function name="f:werkgeversnaam" as="xs:string">
    <xsl:param name="eenheid" as="element(AdministratieveEenheid)?"/>
    <xsl:variable name="persoon" select="$eenheid/PersoonAdministratieveEenheid/(Voornamen, Voorvoegsel, SignificantDeelVanDeAchternaam)"/>
    <xsl:variable name="namen" select="
        $eenheid/NaamAdministratieveEenheid/normalize-space(),
        $eenheid/RechtspersoonAdministratieveEenh/NaamRechtspersoon/normalize-space(),
        normalize-space(string-join($persoon, ' '))"/>
    <xsl:sequence select="string($namen[. ne ''][1])"/>
  </xsl:function>

  <!-- Eurocenten met teken. Geen waarde: geen element, want onbekend is geen nul. Geen teken is plus, geen munteenheid is euro (aannamen, zie README). -->
  <xsl:function name="f:bedrag" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="bedrag" as="element()?"/>
    <xsl:if test="$bedrag/CdMunteenheid[. ne 'EUR']">
      <xsl:message terminate="yes" error-code="KB-POLIS-MUNTEENHEID">Een bedrag in de inkomstenopgave is niet in euro.</xsl:message>
    </xsl:if>
    <xsl:if test="$bedrag/WaardeBedr">
      <xsl:variable name="cent" select="xs:integer($bedrag/WaardeBedr)"/>
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="if ($bedrag/CdPositiefNegatief = '-') then -$cent else $cent"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:datumveld" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="datum" as="element()?"/>
    <xsl:if test="$datum">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="f:datum($datum)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!--
    JJJJMMDD met nullen waar iets onbekend is, wordt JJJJ-MM-DD, JJJJ-MM, JJJJ of "onbekend". Een dag zonder maand, een maand
    zonder jaar en een dag die niet bestaat (30 februari) leggen niets vast en vervallen; er wordt nooit iets ingevuld.
  -->
  <xsl:function name="f:datum" as="xs:string">
    <xsl:param name="datum" as="xs:string"/>
    <xsl:variable name="jaar" select="substring($datum, 1, 4)"/>
    <xsl:variable name="maand" select="substring($datum, 5, 2)"/>
    <xsl:variable name="dag" select="substring($datum, 7, 2)"/>
    <xsl:variable name="volledig" select="string-join(($jaar, $maand, $dag), '-')"/>
    <xsl:choose>
      <xsl:when test="not(matches($datum, '^[0-9]{8}$'))">
        <xsl:message terminate="yes" error-code="KB-POLIS-DATUM">Een datum van de polisadministratie heeft niet de vorm JJJJMMDD.</xsl:message>
      </xsl:when>
      <xsl:when test="$jaar = '0000'">onbekend</xsl:when>
      <xsl:when test="$maand = '00'"><xsl:sequence select="$jaar"/></xsl:when>
      <xsl:when test="$volledig castable as xs:date"><xsl:sequence select="$volledig"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$jaar || '-' || $maand"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
