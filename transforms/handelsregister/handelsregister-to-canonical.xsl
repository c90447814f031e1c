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
        'SignaalGewijzigdeVestiging': 'gewijzigde-vestiging'
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
      <xsl:for-each select="fn:map">
        <signaal>
          <kenmerk><xsl:value-of select="fn:string[@key = 'id']"/></kenmerk>
          <soort><xsl:value-of select="f:soort(fn:string[@key = 'signaalType'])"/></soort>
          <kvkNummer><xsl:value-of select="fn:string[@key = 'kvknummer']"/></kvkNummer>
          <xsl:for-each select="fn:string[@key = 'vestigingsnummer']">
            <vestigingsnummer><xsl:value-of select="."/></vestigingsnummer>
          </xsl:for-each>
          <tijdstip><xsl:value-of select="fn:string[@key = 'timestamp']"/></tijdstip>
        </signaal>
      </xsl:for-each>
    </bladzijde>
  </xsl:template>

  <!-- Over welk nummer het gaat zegt het signaal zelf; anders dat van de bladzijde. De engine toetst dat het hetzelfde is. -->
  <xsl:template match="fn:map[@key = 'signaal']">
    <xsl:variable name="gevraagd" select="/j:Jsonantwoord/j:over/k:Signaalvraag/k:signaal"/>
    <Inschrijving>
      <xsl:copy-of select="$gevraagd/k:kenmerk" copy-namespaces="no"/>
      <soort><xsl:value-of select="f:soort(fn:string[@key = 'signaalType'])"/></soort>
      <kvkNummer><xsl:value-of select="(fn:map[@key = 'heeftBetrekkingOp']/fn:string[@key = 'kvkNummer'], $gevraagd/k:kvkNummer)[1]"/></kvkNummer>
      <xsl:copy-of select="$gevraagd/k:vestigingsnummer" copy-namespaces="no"/>
      <xsl:for-each select="fn:string[@key = 'registratieId']">
        <registratie><xsl:value-of select="."/></registratie>
      </xsl:for-each>
      <tijdstip><xsl:value-of select="fn:string[@key = 'registratieTijdstip']"/></tijdstip>
      <herkomst>
        <bron><xsl:value-of select="$bronUrn"/></bron>
        <berichtId><xsl:value-of select="$berichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </Inschrijving>
  </xsl:template>

  <xsl:function name="f:soort" as="xs:string">
    <xsl:param name="type" as="xs:string"/>
    <xsl:sequence select="($soorten($type), 'onbekend')[1]"/>
  </xsl:function>
</xsl:stylesheet>
