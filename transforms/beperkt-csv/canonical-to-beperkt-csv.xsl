<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel beperkt-csv: de velden van profiel beperkt als regels van een rekenblad, een regel per beslag. Welke velden dat zijn, staat in
  het stylesheet van beperkt; de kolommen staan in kolommen.txt, in dezelfde volgorde als hier.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:f="urn:ketenbrug:functies"
                xpath-default-namespace="urn:ketenbrug:profiel:beperkt:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../beperkt/canonical-to-beperkt.xsl"/>
  <xsl:import href="../canonical/csv.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:variable name="bericht" as="element(Gebeurtenis)">
      <xsl:apply-imports/>
    </xsl:variable>
    <xsl:variable name="regels" as="xs:string+">
      <xsl:sequence select="f:csv-regel(f:kolommen($bericht, $bericht/beslag[1]) ! map:keys(.))"/>
      <xsl:for-each select="$bericht/beslag">
        <xsl:sequence select="f:csv-regel(f:kolommen($bericht, .) ! string(?*))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="string-join($regels)"/>
  </xsl:template>

  <!-- Elke kolom met haar naam, in volgorde. -->
  <xsl:function name="f:kolommen" as="map(xs:string, xs:string)+">
    <xsl:param name="g" as="element(Gebeurtenis)"/>
    <xsl:param name="beslag" as="element(beslag)"/>
    <xsl:sequence select="
        map { 'berichtId': string($g/id) },
        map { 'gebeurtenistype': string($g/type) },
        map { 'bron': string($g/bron) },
        map { 'geregistreerd': string($g/geregistreerd) },
        map { 'plaatsgevonden': string($g/plaatsgevonden) },
        map { 'onderwerp': string($g/onderwerp) },
        map { 'correlatie': string($g/correlatie) },
        map { 'oorzaak': string($g/oorzaak) },
        map { 'correctieVan': string($g/correctieVan) },
        map { 'intrekkingVan': string($g/intrekkingVan) },
        map { 'bsn': string($g/schuldenaar/bsn) },
        map { 'kvkNummer': string($g/schuldenaar/kvkNummer) },
        map { 'rsin': string($g/schuldenaar/rsin) },
        map { 'geheimhouding': string($g/schuldenaar/geheimhouding) },
        map { 'registratieId': string($beslag/registratieId) },
        map { 'soortBeslag': string($beslag/soort) },
        map { 'dagVanBeslag': string($beslag/dagVanBeslag) },
        map { 'rang': string($beslag/rang) },
        map { 'status': string($beslag/status) },
        map { 'beslagleggerOin': string($beslag/beslaglegger/oin) },
        map { 'beslagleggerNummer': string($beslag/beslaglegger/gerechtsdeurwaarderId) },
        map { 'derdeLoonheffingennummer': string($beslag/derdeBeslagene/loonheffingennummer) },
        map { 'derdeKvkNummer': string($beslag/derdeBeslagene/kvkNummer) },
        map { 'derdeNaam': string($beslag/derdeBeslagene/naam) },
        map { 'coordinatorIsBeslaglegger': string($g/coordinator/isBeslaglegger) },
        map { 'coordinatorOin': string($g/coordinator/oin) },
        map { 'coordinatorNummer': string($g/coordinator/gerechtsdeurwaarderId) },
        map { 'coordinatorSinds': string($g/coordinator/sinds) },
        map { 'beslagvrijeVoetWijze': string($g/beslagvrijeVoet/wijze) },
        map { 'beslagvrijeVoetCenten': string($g/beslagvrijeVoet/bedrag) },
        map { 'beslagvrijeVoetPeriode': string($g/beslagvrijeVoet/periode) },
        map { 'beslagvrijeVoetVan': string($g/beslagvrijeVoet/geldigVan) },
        map { 'beslagvrijeVoetTot': string($g/beslagvrijeVoet/geldigTot) },
        map { 'vervangtVaststelling': string($g/herziening/vervangt) },
        map { 'herzieningIngangsdatum': string($g/herziening/ingangsdatum) },
        map { 'termijnSoort': string($g/verstreken/soort) },
        map { 'termijnDatum': string($g/verstreken/datum) },
        map { 'termijnBetreft': string($g/verstreken/betreft) }"/>
  </xsl:function>
</xsl:stylesheet>
