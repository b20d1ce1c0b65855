export { CodeFigures } from './code-figures.tsx';
export { LinkFacts, type LinkFigures } from './link-facts.tsx';
