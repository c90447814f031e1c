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

  <!-- Wie intussen coordineert, als dat een ander is dan de gebeurtenis zegt; anders leeg. -->
  <xsl:param name="coordinatorBeslag" as="xs:string" required="yes"/>
  <xsl:param name="coordinatorSoort" as="xs:string" required="yes"/>
  <xsl:param name="coordinatorWie" as="xs:string" required="yes"/>
  <xsl:param name="coordinatorSinds" as="xs:string" required="yes"/>
  <xsl:param name="coordinatorLid" as="xs:string" required="yes"/>

  <xsl:variable name="wisselt" as="xs:boolean" select="$coordinatorWie ne ''"/>

  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:template match="inhoud/*/Schuldenaar/geheimhouding[$geheim]">
    <xsl:element name="geheimhouding" namespace="urn:ketenbrug:invordering:1">true</xsl:element>
  </xsl:template>

  <xsl:template match="Gebeurtenis[inhoud/Coordinatie]/plaatsgevonden/text()[$wisselt]
                       | Coordinatie/Coordinator/sinds/text()[$wisselt]">
    <xsl:value-of select="$coordinatorSinds"/>
  </xsl:template>

  <xsl:template match="Coordinatie/beslag/registratieId/text()[$wisselt]">
    <xsl:value-of select="$coordinatorBeslag"/>
  </xsl:template>

  <xsl:template match="Coordinatie/Coordinator/(oin | gerechtsdeurwaarderId)[$wisselt]">
    <xsl:element name="{$coordinatorSoort}" namespace="urn:ketenbrug:invordering:1">
      <xsl:value-of select="$coordinatorWie"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="Coordinatie/artikel/text()[$wisselt]" expand-text="yes">art. 478 lid {$coordinatorLid} Rv</xsl:template>

  <xsl:template match="Gebeurtenis/(correctieVan | intrekkingVan)[$nooitVerteld]"/>
</xsl:stylesheet>
