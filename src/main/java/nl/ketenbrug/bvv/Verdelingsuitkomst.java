package nl.ketenbrug.bvv;

/** The division of proceeds among attachers, or why there is none. */
public sealed interface Verdelingsuitkomst permits Verdeling, Weigering {}
