<?xml version="1.0" encoding="UTF-8"?>
<!-- Profiel beperkt-json: de velden van profiel beperkt als CloudEvent in JSON. Welke dat zijn, staat in het stylesheet van beperkt. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                exclude-result-prefixes="#all">

  <xsl:import href="../beperkt/canonical-to-beperkt.xsl"/>
  <xsl:import href="../canonical/cloudevent.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:variable name="soorten" as="map(xs:string, xs:string)" select="
      map {
        'beslag': 'lijst',
        'rang': 'getal',
        'bedrag': 'getal',
        'geheimhouding': 'vlag',
        'isBeslaglegger': 'vlag'
      }"/>

  <xsl:template match="/">
    <xsl:variable name="bericht" as="element()">
      <xsl:apply-imports/>
    </xsl:variable>
    <xsl:value-of select="f:cloudevent($bericht, 'urn:ketenbrug:profiel:beperkt-json:1', $soorten)"/>
  </xsl:template>
</xsl:stylesheet>
