enum TaxiiSkeleton {}
