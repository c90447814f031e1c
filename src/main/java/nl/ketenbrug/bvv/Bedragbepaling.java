package nl.ketenbrug.bvv;

/** What a request without a receipt leads to: the amount alone, or a refusal with its reason. */
public sealed interface Bedragbepaling permits Bedragvaststelling, Weigering {}
