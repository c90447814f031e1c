<?xml version="1.0" encoding="UTF-8"?>
<!--
  Een gebeurtenis die wachtte, zoals zij nu verder mag: met wat intussen bekend is.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <!-- Het adres van de schuldenaar is geheim; wat er in de gebeurtenis veranderde, blijft staan. -->
  <xsl:param name="geheim" as="xs:boolean" required="yes"/>
  <!-- De gebeurtenis die dit verbetert of intrekt, kreeg niemand. -->
  <xsl:param name="nooitVerteld" as="xs:boolean" required="yes"/>

  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:template match="inhoud/*/Schuldenaar/geheimhouding[$geheim]">
    <xsl:element name="geheimhouding" namespace="urn:ketenbrug:invordering:1">true</xsl:element>
  </xsl:template>

  <xsl:template match="Gebeurtenis/(correctieVan | intrekkingVan)[$nooitVerteld]"/>
</xsl:stylesheet>
