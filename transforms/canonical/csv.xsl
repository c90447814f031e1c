<?xml version="1.0" encoding="UTF-8"?>
<!--
  Regels voor een rekenblad: RFC 4180 met een puntkomma, omdat een Nederlands rekenblad die als scheiding leest. Elke cel staat tussen
  aanhalingstekens. Een cel die als formule zou beginnen krijgt een enkel aanhalingsteken ervoor.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                exclude-result-prefixes="#all">

  <!-- Een regel met zijn einde; een leeg veld is een lege cel. -->
  <xsl:function name="f:csv-regel" as="xs:string">
    <xsl:param name="cellen" as="xs:string*"/>
    <xsl:sequence select="string-join($cellen ! f:csv-cel(.), ';') || '&#13;&#10;'"/>
  </xsl:function>

  <!-- Een cel blijft op een regel: een regeleinde of tab erin wordt een spatie. -->
  <xsl:function name="f:csv-cel" as="xs:string">
    <xsl:param name="waarde" as="xs:string"/>
    <xsl:variable name="tekst" select="translate($waarde, '&#9;&#10;&#13;', '   ')"/>
    <xsl:variable name="veilig" select="if (matches($tekst, '^\s*[=+\-@]')) then '''' || $tekst else $tekst"/>
    <xsl:sequence select="'&quot;' || replace($veilig, '&quot;', '&quot;&quot;') || '&quot;'"/>
  </xsl:function>
</xsl:stylesheet>
