<?xml version="1.0" encoding="UTF-8"?>
<!--
  De uitkomst van een berekening (JSON) als BeslagvrijeVoet. Gedeeld door de stylesheets die een vaststelling of een herziening
  maken. Verwacht de uitkomst in een element "bvv" onder het hoofdelement. Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:j="http://www.w3.org/2005/xpath-functions"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:param name="bvvBerichtId" as="xs:string" required="yes"/>
  <xsl:param name="bvvBronUrn" as="xs:string" required="yes"/>

  <xsl:variable name="uitkomst" as="element(j:map)?" select="f:lees-json(/*/bvv)"/>

  <xsl:template name="beslagvrije-voet">
    <xsl:param name="geregistreerd" as="xs:string" required="yes"/>
    <xsl:variable name="kwitantie" select="$uitkomst/j:map[@key = 'kwitantie']"/>
    <BeslagvrijeVoet>
      <bedrag><xsl:value-of select="f:cent('bedrag')"/></bedrag>
      <basis><xsl:value-of select="f:cent('basis')"/></basis>
      <plafond><xsl:value-of select="f:cent('plafond')"/></plafond>
      <peildatum><xsl:value-of select="f:tekst('peildatum')"/></peildatum>
      <leefsituatie><xsl:value-of select="f:tekst('leefsituatie')"/></leefsituatie>
      <geldigVan><xsl:value-of select="f:tekst('geldigVan')"/></geldigVan>
      <geldigTot><xsl:value-of select="f:tekst('geldigTot')"/></geldigTot>
      <xsl:for-each select="$kwitantie/j:string[@key = 'regelversie']">
        <rekenregelversie><xsl:value-of select="."/></rekenregelversie>
      </xsl:for-each>
      <xsl:for-each select="$kwitantie/j:map[@key = 'cijferbestand'][j:string[@key = 'naam']]">
        <cijfersbestand>
          <naam><xsl:value-of select="j:string[@key = 'naam']"/></naam>
          <xsl:for-each select="j:string[@key = 'sha256']">
            <hash><xsl:value-of select="."/></hash>
          </xsl:for-each>
        </cijfersbestand>
      </xsl:for-each>
      <xsl:for-each select="$kwitantie">
        <kwitantie mediatype="application/json"><xsl:value-of><xsl:apply-templates select="." mode="json"/></xsl:value-of></kwitantie>
      </xsl:for-each>
      <herkomst>
        <bron><xsl:value-of select="$bvvBronUrn"/></bron>
        <berichtId><xsl:value-of select="$bvvBerichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
      </herkomst>
    </BeslagvrijeVoet>
  </xsl:template>

  <!-- De uitkomst van de berekening. -->

  <xsl:function name="f:lees-json" as="element(j:map)?">
    <xsl:param name="tekst" as="element(bvv)?"/>
    <xsl:try>
      <xsl:sequence select="json-to-xml($tekst, map { 'duplicates': 'reject' })/j:map"/>
      <xsl:catch>
        <xsl:message terminate="yes" error-code="KB-BVV-JSON">De uitkomst van de berekening is geen JSON.</xsl:message>
      </xsl:catch>
    </xsl:try>
  </xsl:function>

  <xsl:function name="f:cent" as="xs:string">
    <xsl:param name="sleutel" as="xs:string"/>
    <xsl:variable name="waarde" select="$uitkomst/j:number[@key = $sleutel]"/>
    <xsl:if test="not(matches($waarde, '^[0-9]{1,18}$'))">
      <xsl:message terminate="yes" error-code="KB-BVV-ONVOLLEDIG" expand-text="yes">In de uitkomst van de berekening ontbreekt {$sleutel} als geheel aantal eurocenten.</xsl:message>
    </xsl:if>
    <xsl:sequence select="string($waarde)"/>
  </xsl:function>

  <xsl:function name="f:tekst" as="xs:string">
    <xsl:param name="sleutel" as="xs:string"/>
    <xsl:variable name="waarde" select="$uitkomst/j:string[@key = $sleutel]"/>
    <xsl:if test="empty($waarde)">
      <xsl:message terminate="yes" error-code="KB-BVV-ONVOLLEDIG" expand-text="yes">In de uitkomst van de berekening ontbreekt {$sleutel}.</xsl:message>
    </xsl:if>
    <xsl:sequence select="string($waarde)"/>
  </xsl:function>

  <!--
    De kwitantie als compacte JSON. Niet met xml-to-json(): die schrijft een getal als double (1.2345678E7) en verliest cijfers,
    terwijl de kwitantie tot op de cent moet kloppen.
  -->
  <xsl:template match="j:map" mode="json">
    <xsl:text>{</xsl:text>
    <xsl:for-each select="*">
      <xsl:if test="position() gt 1">,</xsl:if>
      <xsl:value-of select="f:json-tekst(@key) || ':'"/>
      <xsl:apply-templates select="." mode="json"/>
    </xsl:for-each>
    <xsl:text>}</xsl:text>
  </xsl:template>

  <xsl:template match="j:array" mode="json">
    <xsl:text>[</xsl:text>
    <xsl:for-each select="*">
      <xsl:if test="position() gt 1">,</xsl:if>
      <xsl:apply-templates select="." mode="json"/>
    </xsl:for-each>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="j:string" mode="json"><xsl:value-of select="f:json-tekst(.)"/></xsl:template>
  <xsl:template match="j:number | j:boolean" mode="json"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="j:null" mode="json">null</xsl:template>

  <xsl:function name="f:json-tekst" as="xs:string">
    <xsl:param name="tekst" as="xs:string"/>
    <xsl:variable name="veilig" select="
        $tekst => replace('\\', '\\\\') => replace('&quot;', '\\&quot;')
               => replace('&#10;', '\\n') => replace('&#13;', '\\r') => replace('&#9;', '\\t')"/>
    <xsl:sequence select="'&quot;' || $veilig || '&quot;'"/>
  </xsl:function>
</xsl:stylesheet>
