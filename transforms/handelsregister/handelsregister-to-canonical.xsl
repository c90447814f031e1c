<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoorden van de Mutatieservice van het handelsregister. Uitleg per veld: README.md. -->
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

  <xsl:variable name="soorten" as="map(xs:string, xs:string)" select="
      map {
        'SignaalNieuweInschrijving': 'nieuwe-inschrijving',
        'SignaalGewijzigdeInschrijving': 'gewijzigde-inschrijving',
        'SignaalGewijzigdeVestiging': 'gewijzigde-vestiging',
        'SignaalBeeindiging': 'beeindiging',
        'SignaalRechtsvormwijziging': 'rechtsvormwijziging',
        'SignaalVoortzettingEnOverdracht': 'voortzetting-en-overdracht',
        'SignaalAdreswijziging': 'adreswijziging',
        'SignaalNaamgeving': 'naamgeving',
        'SignaalFusieSplitsing': 'fusie-of-splitsing',
        'SignaalActiviteitenWijziging': 'activiteitenwijziging'
      }"/>

  <xsl:template match="/j:Jsonantwoord">
    <Signaalantwoord>
      <xsl:apply-templates select="j:deel/fn:map/(fn:array[@key = ('abonnementen', 'signalen')] | fn:map[@key = 'signaal'])"/>
    </Signaalantwoord>
  </xsl:template>

  <xsl:template match="fn:array[@key = 'abonnementen']">
    <abonnementen>
      <xsl:for-each select="fn:map/fn:string[@key = 'id']">
        <abonnement><xsl:value-of select="."/></abonnement>
      </xsl:for-each>
    </abonnementen>
  </xsl:template>

  <xsl:template match="fn:array[@key = 'signalen']">
    <bladzijde>
      <xsl:for-each select="../fn:number[@key = 'pagina']">
        <xsl:attribute name="nummer" select="."/>
      </xsl:for-each>
      <xsl:for-each select="../fn:number[@key = 'totaalPaginas']">
        <xsl:attribute name="bladzijden" select="."/>
      </xsl:for-each>
      <xsl:for-each select="../fn:number[@key = 'totaal']">
        <xsl:attribute name="totaal" select="."/>
      </xsl:for-each>
      <xsl:variable name="leesbaar" select="fn:map[f:kenmerk(.)][fn:string[@key = 'kvknummer'][matches(., '^[0-9]{8}$')]]"/>
      <xsl:for-each select="$leesbaar">
        <signaal>
          <xsl:sequence select="f:kenmerk(.), f:soort(.)"/>
          <kvkNummer><xsl:value-of select="fn:string[@key = 'kvknummer']"/></kvkNummer>
          <xsl:for-each select="fn:string[@key = 'vestigingsnummer'][matches(., '^[0-9]{12}$')]">
            <vestigingsnummer><xsl:value-of select="."/></vestigingsnummer>
          </xsl:for-each>
          <xsl:for-each select="fn:string[@key = 'timestamp'][matches(., '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+\-]\d\d:\d\d)$')][. castable as xs:dateTime]">
            <tijdstip><xsl:value-of select="."/></tijdstip>
          </xsl:for-each>
        </signaal>
      </xsl:for-each>
      <xsl:for-each select="* except $leesbaar">
        <onleesbaar><xsl:sequence select="f:kenmerk(.)"/></onleesbaar>
      </xsl:for-each>
    </bladzijde>
  </xsl:template>

  <!-- Over welk nummer het gaat zegt het signaal zelf. Zegt het dat niet, dan moet het van de soort zijn die de bladzijde noemde. -->
  <xsl:template match="fn:map[@key = 'signaal']">
    <xsl:variable name="gevraagd" select="/j:Jsonantwoord/j:over/k:Signaalvraag/k:signaal"/>
    <xsl:variable name="soort" select="f:soort(.)"/>
    <xsl:variable name="eigen" select="fn:map[@key = 'heeftBetrekkingOp']/fn:string[@key = 'kvkNummer']"/>
    <xsl:if test="$eigen or $gevraagd/k:soort = $soort[last()]">
      <Inschrijving>
        <xsl:copy-of select="$gevraagd/k:kenmerk" copy-namespaces="no"/>
        <xsl:sequence select="$soort"/>
        <kvkNummer><xsl:value-of select="($eigen, $gevraagd/k:kvkNummer)[1]"/></kvkNummer>
        <xsl:copy-of select="$gevraagd/k:vestigingsnummer" copy-namespaces="no"/>
        <xsl:for-each select="fn:string[@key = 'registratieId'][matches(., '^\S{1,64}$')]">
          <registratie><xsl:value-of select="."/></registratie>
        </xsl:for-each>
        <tijdstip><xsl:value-of select="fn:string[@key = 'registratieTijdstip']"/></tijdstip>
        <herkomst>
          <bron><xsl:value-of select="$bronUrn"/></bron>
          <berichtId><xsl:value-of select="$berichtId"/></berichtId>
          <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
        </herkomst>
      </Inschrijving>
    </xsl:if>
  </xsl:template>

  <!-- Waar nog een jaartal achter de soort staat, hoort dat bij de vorm van het signaal en niet bij de soort. -->
  <xsl:function name="f:soort" as="element()+">
    <xsl:param name="signaal" as="element()"/>
    <xsl:variable name="type" select="string($signaal/fn:string[@key = 'signaalType'])"/>
    <xsl:variable name="soort" select="$soorten(replace($type, '_[0-9_]+$', ''))"/>
    <soort><xsl:value-of select="($soort, 'onbekend')[1]"/></soort>
    <xsl:if test="empty($soort) and matches($type, '^[A-Za-z0-9_.\-]{1,100}$')">
      <soortBijBron><xsl:value-of select="$type"/></soortBijBron>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:kenmerk" as="element()?">
    <xsl:param name="signaal" as="element()"/>
    <xsl:for-each select="$signaal/fn:string[@key = 'id'][matches(., '^[A-Za-z0-9][A-Za-z0-9.\-]{0,63}$')]">
      <kenmerk><xsl:value-of select="."/></kenmerk>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
