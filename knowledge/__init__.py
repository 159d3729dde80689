"""The knowledge: records, understanding of Vietnamese questions, and honest answers with citations."""
