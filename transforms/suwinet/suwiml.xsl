<?xml version="1.0" encoding="UTF-8"?>
<!--
  Wat alle diensten van Suwinet gemeen hebben: de uitkomst, de meldingen (FWI), datums, bedragen en herkomst. Het stylesheet van
  een bron importeert dit en maakt zelf de objecten, met sjablonen in de modus "objecten" voor het hoofdelement van het antwoord.
  Uitleg: README.md. De meldingen worden op lokale naam gelezen, zodat FWI v0203 en v0205 beide werken; onder het hoofdelement
  staat verder alles zonder naamruimte.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <!-- Het hoofdelement van het antwoord; een bron geeft hier zijn eigen naam. -->
  <xsl:variable name="antwoord" as="xs:QName" select="QName('', 'geen')"/>

  <!-- Wat een antwoord zonder persoon en zonder melding betekent. De schema's staan het niet toe, op een na. -->
  <xsl:variable name="zonderPersoon" select="'fout'"/>

  <!-- Waaraan te zien is dat er gegevens zijn; een vraag over een zaak krijgt er misschien geen persoon bij. -->
  <xsl:variable name="gegevens" as="xs:string+" select="'ClientSuwi'"/>

  <!-- Waarin het antwoord canoniek staat: Brongegevens, of Personen. -->
  <xsl:variable name="hoofdelement" select="'Brongegevens'"/>

  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="objecten" on-no-match="deep-skip"/>

  <!-- Het antwoord zelf, of de SOAP-envelop eromheen. -->
  <xsl:template match="/">
    <xsl:variable name="inhoud" select="(soap:Envelope/soap:Body/*, *)[1]"/>
    <xsl:if test="not(node-name($inhoud) = $antwoord or s:fwi($inhoud) or $inhoud/self::soap:Fault)">
      <xsl:message terminate="yes" error-code="KB-SUWI-VORM">Dit is geen antwoord van deze dienst en geen melding van Suwinet.</xsl:message>
    </xsl:if>
    <xsl:variable name="uitkomst" select="s:uitkomst($inhoud)"/>
    <xsl:element name="{$hoofdelement}">
      <xsl:attribute name="uitkomst" select="$uitkomst"/>
      <xsl:apply-templates select="s:fwi($inhoud/descendant-or-self::*)[local-name() = ('Fout', 'Waarschuwing', 'Informatie')]" mode="s:melding"/>
      <xsl:if test="$uitkomst = 'gevonden'">
        <!-- Een persoon draagt zijn nummer zelf. -->
        <xsl:for-each select="distinct-values($inhoud/ClientSuwi/Burgerservicenr[$hoofdelement ne 'Personen'])">
          <bsn><xsl:value-of select="."/></bsn>
        </xsl:for-each>
        <xsl:apply-templates select="$inhoud" mode="objecten"/>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Gegevens tellen, ook met een waarschuwing erbij. Een fout naast gegevens maakt het antwoord onvolledig: dan gaan de gegevens niet mee. -->
  <xsl:function name="s:uitkomst" as="xs:string">
    <xsl:param name="inhoud" as="element()"/>
    <xsl:variable name="fwi" select="s:fwi($inhoud/descendant-or-self::*)/local-name()"/>
    <xsl:choose>
      <xsl:when test="$fwi = 'NietGerechtigd'">niet-gerechtigd</xsl:when>
      <xsl:when test="$fwi = 'Fout' or $inhoud/self::soap:Fault">fout</xsl:when>
      <xsl:when test="$inhoud/*[local-name() = $gegevens and namespace-uri() = '']">gevonden</xsl:when>
      <xsl:when test="$fwi = 'NietVanToepassing'">niet-van-toepassing</xsl:when>
      <xsl:when test="$fwi = 'NietsGevonden'">niets-gevonden</xsl:when>
      <xsl:otherwise><xsl:sequence select="if (empty($fwi)) then $zonderPersoon else 'fout'"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- De elementen uit een van de FWI-naamruimten en wat daar zonder naamruimte onder staat; een dienst zet FWI zelf zonder naamruimte. -->
  <xsl:function name="s:fwi" as="element()*">
    <xsl:param name="elementen" as="element()*"/>
    <xsl:sequence select="$elementen[
        starts-with(namespace-uri(), 'http://bkwi.nl/SuwiML/FWI/')
        or parent::*[starts-with(namespace-uri(), 'http://bkwi.nl/SuwiML/FWI/')]
        or (self::FWI or parent::FWI)]"/>
  </xsl:function>

  <xsl:template match="*" mode="s:melding">
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

  <xsl:function name="s:herkomst" as="element()">
    <herkomst>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <berichtId><xsl:value-of select="$berichtId"/></berichtId>
      <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
    </herkomst>
  </xsl:function>

  <!-- Een tekst of code, ongewijzigd op witruimte na; leeg of afwezig geeft niets. -->
  <xsl:function name="s:tekst" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="bron" as="element()?"/>
    <xsl:if test="normalize-space($bron) ne ''">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="normalize-space($bron)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!-- Indicatie: 1 is ja, 2 is nee; iets anders legt niets vast (aanname, zie README). -->
  <xsl:function name="s:indicatie" visibility="public" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="bron" as="element()?"/>
    <xsl:if test="$bron = ('1', '2')">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="$bron = '1'"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:function name="s:bedrag" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="bedrag" as="element()?"/>
    <xsl:for-each select="s:cent($bedrag)">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="."/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>

  <!-- Eurocenten met teken. Geen waarde: niets, want onbekend is geen nul. Geen teken is plus, geen munteenheid is euro (aannamen, zie README). -->
  <xsl:function name="s:cent" visibility="public" as="xs:integer?">
    <xsl:param name="bedrag" as="element()?"/>
    <xsl:if test="$bedrag/CdMunteenheid[. ne 'EUR']">
      <xsl:message terminate="yes" error-code="KB-SUWI-MUNTEENHEID">Een bedrag is niet in euro.</xsl:message>
    </xsl:if>
    <xsl:for-each select="$bedrag/WaardeBedr">
      <xsl:sequence select="if ($bedrag/CdPositiefNegatief = '-') then -xs:integer(.) else xs:integer(.)"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="s:datum" as="element()?">
    <xsl:param name="naam" as="xs:string"/>
    <xsl:param name="datum" as="element()?"/>
    <xsl:if test="$datum">
      <xsl:element name="{$naam}" namespace="urn:ketenbrug:invordering:1">
        <xsl:value-of select="s:iso($datum)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!--
    JJJJMMDD met nullen waar iets onbekend is, wordt JJJJ-MM-DD, JJJJ-MM, JJJJ of "onbekend". Een dag zonder maand, een maand
    zonder jaar en een dag die niet bestaat (30 februari) leggen niets vast en vervallen; er wordt nooit iets ingevuld.
  -->
  <xsl:function name="s:iso" visibility="public" as="xs:string">
    <xsl:param name="datum" as="xs:string"/>
    <xsl:variable name="jaar" select="substring($datum, 1, 4)"/>
    <xsl:variable name="maand" select="substring($datum, 5, 2)"/>
    <xsl:variable name="volledig" select="string-join(($jaar, $maand, substring($datum, 7, 2)), '-')"/>
    <xsl:choose>
      <xsl:when test="not(matches($datum, '^[0-9]{4}(0[0-9]|1[0-2])[0-9]{2}$'))">
        <xsl:message terminate="yes" error-code="KB-SUWI-DATUM">Een datum heeft niet de vorm JJJJMMDD.</xsl:message>
      </xsl:when>
      <xsl:when test="$jaar = '0000'">onbekend</xsl:when>
      <xsl:when test="$maand = '00'"><xsl:sequence select="$jaar"/></xsl:when>
      <xsl:when test="$volledig castable as xs:date"><xsl:sequence select="$volledig"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$jaar || '-' || $maand"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Wie een uitkering verstrekt of vordert: de codes van Suwinet, ongewijzigd. -->
  <xsl:function name="s:uitvoerder" as="element()?">
    <xsl:param name="bron" as="element(Bron)?"/>
    <xsl:for-each select="$bron">
      <uitvoerder>
        <xsl:sequence select="s:tekst('kolom', CdKolomSuwi), s:tekst('partij', CdPartijSuwi), s:tekst('vestiging', CdVestigingSuwi)"/>
      </uitvoerder>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
