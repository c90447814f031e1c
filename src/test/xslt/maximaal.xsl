<?xml version="1.0" encoding="UTF-8"?>
<!--
  Maakt uit het canonieke schema een gebeurtenis waarin elk veld gevuld is, ook alle kanten van een keuze, en waarin elk
  samengesteld element een veld heeft dat het model nog niet kent. De waarde van een veld is zijn eigen pad, zodat aan een
  uitvoer te zien is waar elke waarde vandaan komt.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:t="urn:ketenbrug:spec"
                exclude-result-prefixes="#all">

  <xsl:param name="gebeurtenistype" as="xs:string" required="yes"/>
  <!-- Beslaglegging of Vaststelling. -->
  <xsl:param name="inhoud" as="xs:string" required="yes"/>
  <xsl:param name="geheimhouding" as="xs:string" select="'false'"/>
  <xsl:param name="weglaten" as="xs:string" select="''"/>

  <xsl:variable name="schema" select="/xs:schema"/>

  <xsl:mode on-no-match="shallow-skip"/>

  <xsl:template match="/">
    <xsl:apply-templates select="$schema/xs:element[@name = 'Gebeurtenis']"/>
  </xsl:template>

  <xsl:template match="xs:annotation | xs:simpleType"/>

  <xsl:template match="xs:element[@ref]">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:variable name="naam" select="if (@ref = 'Inhoud') then $inhoud else string(@ref)"/>
    <xsl:apply-templates select="$schema/xs:element[@name = $naam]">
      <xsl:with-param name="pad" select="$pad"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="xs:element[@name]">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:variable name="hier" select="($pad, @name[not(current()/@name = 'Gebeurtenis')]/string())"/>
    <xsl:variable name="type" select="(xs:complexType, $schema/xs:complexType[@name = current()/@type])[1]"/>
    <xsl:if test="not(@name = $weglaten)">
      <xsl:element name="{@name}" namespace="urn:ketenbrug:invordering:1">
        <xsl:apply-templates select="$type/(xs:attribute | xs:simpleContent/xs:extension/xs:attribute)">
          <xsl:with-param name="pad" select="$hier"/>
        </xsl:apply-templates>
        <xsl:choose>
          <xsl:when test="$type[not(xs:simpleContent)]">
            <xsl:apply-templates select="$type/(* except xs:attribute)">
              <xsl:with-param name="pad" select="$hier"/>
            </xsl:apply-templates>
            <xsl:element name="nieuwVeld" namespace="urn:ketenbrug:invordering:1">
              <xsl:value-of select="string-join(($hier, 'nieuwVeld'), '/')"/>
            </xsl:element>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="t:waarde($hier)"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template match="xs:sequence | xs:choice | xs:complexContent | xs:extension">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:apply-templates select="* except xs:attribute">
      <xsl:with-param name="pad" select="$pad"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- Eerst wat het uitgebreide type zelf heeft. -->
  <xsl:template match="xs:complexContent/xs:extension[@base = $schema/xs:complexType/@name]">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:apply-templates select="$schema/xs:complexType[@name = current()/@base]/(* except xs:attribute)">
      <xsl:with-param name="pad" select="$pad"/>
    </xsl:apply-templates>
    <xsl:next-match>
      <xsl:with-param name="pad" select="$pad"/>
    </xsl:next-match>
  </xsl:template>

  <xsl:template match="xs:attribute">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:attribute name="{@name}" select="string-join(($pad, '@' || @name), '/')"/>
  </xsl:template>

  <!-- Twee velden bepalen wat een stylesheet doet en hebben daarom een echte waarde. -->
  <xsl:function name="t:waarde" as="xs:string">
    <xsl:param name="pad" as="xs:string*"/>
    <xsl:choose>
      <xsl:when test="deep-equal($pad, 'type')">
        <xsl:sequence select="$gebeurtenistype"/>
      </xsl:when>
      <xsl:when test="$pad[last()] = 'geheimhouding'">
        <xsl:sequence select="$geheimhouding"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="string-join($pad, '/')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
