<?xml version="1.0" encoding="UTF-8"?>
<!--
  Een gebeurtenis, met erbij welke eerdere zij verbetert of intrekt. Voor een kennisgeving: die weet dat zelf niet, de motor soms wel.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <!-- correctieVan of intrekkingVan. -->
  <xsl:param name="verwijzing" as="xs:string" required="yes"/>
  <!-- De eerdere gebeurtenis (UUID). -->
  <xsl:param name="verwijstNaar" as="xs:string" required="yes"/>

  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:template match="Gebeurtenis/correlatie[not(../oorzaak)] | Gebeurtenis/oorzaak">
    <xsl:copy-of select="."/>
    <xsl:element name="{$verwijzing}" namespace="urn:ketenbrug:invordering:1">
      <xsl:value-of select="$verwijstNaar"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
