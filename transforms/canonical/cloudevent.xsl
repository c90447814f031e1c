<?xml version="1.0" encoding="UTF-8"?>
<!--
  Een bericht van een profiel als CloudEvent in JSON (NL GOV profile for CloudEvents 1.1). Welke velden er zijn, zegt het stylesheet van het
  profiel dat hierin gaat; dit bestand voegt er geen toe. Wat als attribuut van de gebeurtenis staat, staat niet nog eens in data.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:j="http://www.w3.org/2005/xpath-functions"
                xmlns:f="urn:ketenbrug:functies"
                exclude-result-prefixes="#all">

  <!-- De attributen van een CloudEvent, en het element van de envelop waar elk vandaan komt. -->
  <xsl:variable name="f:attributen" as="map(xs:string, xs:string)" select="
      map {
        'id': 'id',
        'source': 'bron',
        'type': 'type',
        'subject': 'onderwerp',
        'time': 'geregistreerd',
        'correlatieid': 'correlatie',
        'oorzaakid': 'oorzaak'
      }"/>

  <!--
    $gebeurtenis: het bericht van het profiel. $schema: wat in dataschema komt. $soorten: per naam van een element "getal", "vlag" of
    "lijst"; wat er niet in staat is tekst of een object.
  -->
  <xsl:function name="f:cloudevent" as="xs:string">
    <xsl:param name="gebeurtenis" as="element()"/>
    <xsl:param name="schema" as="xs:string"/>
    <xsl:param name="soorten" as="map(xs:string, xs:string)"/>
    <xsl:variable name="json" as="element()">
      <j:map>
        <j:string key="specversion">1.0</j:string>
        <xsl:for-each select="'id', 'source', 'type', 'subject', 'time', 'correlatieid', 'oorzaakid'">
          <xsl:variable name="waarde" select="$gebeurtenis/*[local-name() = $f:attributen(current())]"/>
          <xsl:if test="$waarde">
            <j:string key="{.}"><xsl:value-of select="$waarde"/></j:string>
          </xsl:if>
        </xsl:for-each>
        <j:string key="datacontenttype">application/json</j:string>
        <j:string key="dataschema"><xsl:value-of select="$schema"/></j:string>
        <j:map key="data">
          <xsl:sequence select="f:velden-json($gebeurtenis/*[not(local-name() = $f:attributen?*)], $soorten)"/>
        </j:map>
      </j:map>
    </xsl:variable>
    <xsl:sequence select="f:json($json)"/>
  </xsl:function>

  <!-- Als tekst. Een getal is heel en houdt al zijn cijfers: xml-to-json maakt van een miljoen 1.0E6, dat niet elke lezer een heel getal vindt. -->
  <xsl:function name="f:json" as="xs:string">
    <xsl:param name="waarde" as="element()"/>
    <xsl:choose>
      <xsl:when test="$waarde/self::j:map">
        <xsl:sequence select="'{' || string-join($waarde/* ! (f:tekst-json(@key) || ':' || f:json(.)), ',') || '}'"/>
      </xsl:when>
      <xsl:when test="$waarde/self::j:array">
        <xsl:sequence select="'[' || string-join($waarde/* ! f:json(.), ',') || ']'"/>
      </xsl:when>
      <xsl:when test="$waarde/self::j:number">
        <xsl:sequence select="string(xs:integer($waarde))"/>
      </xsl:when>
      <xsl:when test="$waarde/self::j:boolean">
        <xsl:sequence select="string($waarde)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:tekst-json($waarde)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Zonder wit eromheen: een XML-schema ziet dat bij een datum niet, een JSON-schema wel. -->
  <xsl:function name="f:tekst-json" as="xs:string">
    <xsl:param name="tekst" as="xs:string"/>
    <xsl:variable name="string" as="element()">
      <j:string><xsl:value-of select="replace($tekst, '^\s+|\s+$', '')"/></j:string>
    </xsl:variable>
    <xsl:sequence select="xml-to-json($string)"/>
  </xsl:function>

  <!-- Elk veld onder zijn eigen naam; een lijst is een lijst, ook met een of geen erin. -->
  <xsl:function name="f:velden-json" as="element()*">
    <xsl:param name="velden" as="element()*"/>
    <xsl:param name="soorten" as="map(xs:string, xs:string)"/>
    <xsl:for-each-group select="$velden" group-by="local-name()">
      <xsl:choose>
        <xsl:when test="$soorten(current-grouping-key()) = 'lijst'">
          <j:array key="{current-grouping-key()}">
            <xsl:for-each select="current-group()">
              <j:map>
                <xsl:sequence select="f:velden-json(*, $soorten)"/>
              </j:map>
            </xsl:for-each>
          </j:array>
        </xsl:when>
        <xsl:when test="*">
          <j:map key="{current-grouping-key()}">
            <xsl:sequence select="f:velden-json(*, $soorten)"/>
          </j:map>
        </xsl:when>
        <xsl:when test="$soorten(current-grouping-key()) = 'getal'">
          <j:number key="{current-grouping-key()}"><xsl:value-of select="."/></j:number>
        </xsl:when>
        <xsl:when test="$soorten(current-grouping-key()) = 'vlag'">
          <j:boolean key="{current-grouping-key()}"><xsl:value-of select="xs:boolean(.)"/></j:boolean>
        </xsl:when>
        <xsl:otherwise>
          <j:string key="{current-grouping-key()}"><xsl:value-of select="."/></j:string>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
