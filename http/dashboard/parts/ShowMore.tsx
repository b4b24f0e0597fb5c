interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

/** Asks for the next page of a list, where there is one. */
export const ShowMore = ({ pages }: { readonly pages: Pages }) =>
  pages.hasNextPage
    ? (
      <div>
        <button
          type="button"
          className="button"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? <span className="spinner" /> : null}
          Show more
        </button>
      </div>
    )
    : null
