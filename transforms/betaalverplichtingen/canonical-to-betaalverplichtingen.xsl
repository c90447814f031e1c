<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar de gebeurtenissen over de verplichtingen van deze persoon. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns="urn:ketenbrug:jsonvraag:1"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:bsn)">
      <xsl:message terminate="yes" error-code="KB-BETAALVERPLICHTINGEN-PERSOON">Deze vraag gaat over een persoon.</xsl:message>
    </xsl:if>
    <Jsonvraag>
      <stuur pad="/gebeurtenissen"><xsl:value-of select="'{&quot;burgerservicenummer&quot;:&quot;' || k:bsn || '&quot;}'"/></stuur>
      <xsl:copy-of select="."/>
    </Jsonvraag>
  </xsl:template>
</xsl:stylesheet>
