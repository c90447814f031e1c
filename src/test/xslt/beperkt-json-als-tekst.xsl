<?xml version="1.0" encoding="UTF-8"?>
<!-- Het profiel zelf, maar getallen en vlaggen als tekst: in de proef is de waarde van een veld zijn eigen pad. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                exclude-result-prefixes="#all">

  <xsl:import href="../../../transforms/beperkt-json/canonical-to-beperkt-json.xsl"/>

  <xsl:variable name="soorten" as="map(xs:string, xs:string)" select="map { 'beslag': 'lijst' }"/>
</xsl:stylesheet>
