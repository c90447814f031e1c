package nl.ketenbrug.bvv;

/** What a request leads to: an amount with its receipt, or a refusal with its reason. */
public sealed interface Uitkomst permits Vaststelling, Weigering {}
